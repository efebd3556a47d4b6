import Network
import Time
import Wire

// The name and the connection.
extension HTTPFetcher {
    /// Connects to the first address that stands; each has an equal share of the time left.
    ///
    /// The last of them has all of it, as the only one has.
    func connect(
        to address: HTTPAddress, by deadline: Instant
    ) async throws(HTTPFetchError) -> any ByteStream {
        let addresses = try await addresses(of: address.host, by: deadline)
        var failure: NetworkError?
        for (index, candidate) in addresses.enumerated() {
            let now = time.now
            guard now < deadline else { break }
            let share = (deadline - now) / (addresses.count - index)
            do throws(NetworkError) {
                return try await transport.connect(
                    to: Endpoint(address: candidate, port: address.port), deadline: now + share
                ).stream
            } catch {
                guard error.saysNothingOfOthers else { throw HTTPFetchError(connecting: error) }
                failure = failure.map { $0.moreTelling(than: error) ? $0 : error } ?? error
            }
        }
        throw HTTPFetchError(connecting: failure ?? .timeout)
    }

    private func addresses(
        of host: HTTPHost, by deadline: Instant
    ) async throws(HTTPFetchError) -> [IPAddress] {
        switch host {
        case .v4(let text), .v6(let text):
            guard let address = IPAddress(text) else {
                preconditionFailure("both rooms read addresses alike")
            }
            return [address]
        case .name(let name):
            do throws(ResolveError) {
                let answer = try await resolver.resolve(name, families: .both, deadline: deadline)
                return Self.order(answer.addresses)
            } catch {
                throw HTTPFetchError(error)
            }
        }
    }

    /// The families take turns, IPv6 first (RFC 8305 section 4); each address once.
    private static func order(_ addresses: [IPAddress]) -> [IPAddress] {
        var seen: Set<IPAddress> = []
        let distinct = addresses.filter { seen.insert($0).inserted }
        let first = distinct.filter(\.isV6)
        let second = distinct.filter { !$0.isV6 }
        var order: [IPAddress] = []
        for index in 0..<max(first.count, second.count) {
            order += first.dropFirst(index).prefix(1) + second.dropFirst(index).prefix(1)
        }
        return Array(order.prefix(HTTPFetchLimits.addressesMax))
    }
}

extension NetworkError {
    /// Whether another address may stand although one failed so.
    ///
    /// Trouble of our own is the same for all of them, but for a route to one family.
    fileprivate var saysNothingOfOthers: Bool {
        switch self {
        case .refused, .reset, .hostUnreachable, .networkUnreachable, .timeout, .other,
            .local(.localRoute):
            true
        case .cancelled, .local: false
        }
    }

    /// Whether it tells more of a host than `other` does: what the host said before what a router
    /// did, that before silence, and that we have no way to it last.
    fileprivate func moreTelling(than other: NetworkError) -> Bool {
        rank <= other.rank
    }

    private var rank: Int {
        switch self {
        case .refused: 0
        case .reset: 1
        case .hostUnreachable: 2
        case .networkUnreachable: 3
        case .timeout: 4
        case .other: 5
        case .cancelled, .local: 6
        }
    }
}
