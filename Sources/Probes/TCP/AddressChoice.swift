import Network

extension AddressPolicy {
    /// Which records are asked for.
    var families: AddressFamilies {
        switch self {
        case .ip4: .v4
        case .ip6: .v6
        case .any, .preferIP4, .preferIP6: .both
        }
    }

    /// What to try of some addresses; nil where none is of a wanted family.
    func candidates(_ addresses: [IPAddress]) -> AddressCandidates? {
        let v4 = addresses.first { !$0.isV6 }
        let v6 = addresses.first { $0.isV6 }
        return switch self {
        case .ip4: AddressCandidates(v4, or: nil)
        case .ip6: AddressCandidates(v6, or: nil)
        case .preferIP4: AddressCandidates(v4, or: v6)
        case .any, .preferIP6: AddressCandidates(v6, or: v4)
        }
    }

    /// The wanted addresses in the order in which to try them (RFC 8305 section 4), each once.
    ///
    /// The families take turns, the preferred one first; each in the order of the answer.
    func interleaved(_ addresses: [IPAddress]) -> [IPAddress] {
        let wanted = self.wanted(addresses)
        let first = wanted.filter { $0.isV6 == (self != .preferIP4) }
        let second = wanted.filter { $0.isV6 != (self != .preferIP4) }
        var order: [IPAddress] = []
        for index in 0..<max(first.count, second.count) {
            if index < first.count { order.append(first[index]) }
            if index < second.count { order.append(second[index]) }
        }
        return Array(order.prefix(ProbeLimits.addressesMax))
    }

    /// The wanted addresses in an order that no rotation of the answer changes, each once.
    func sorted(_ addresses: [IPAddress]) -> [IPAddress] {
        let order = wanted(addresses).sorted { $0.rank < $1.rank }
        return Array(order.prefix(ProbeLimits.addressesMax))
    }

    private func wanted(_ addresses: [IPAddress]) -> [IPAddress] {
        var seen: Set<IPAddress> = []
        return addresses.filter { address in
            switch self {
            case .ip4 where address.isV6, .ip6 where !address.isV6: false
            default: seen.insert(address).inserted
            }
        }
    }
}

extension IPAddress {
    /// IPv4 before IPv6, each by its number.
    fileprivate var rank: (UInt8, UInt64, UInt64, UInt32) {
        switch self {
        case .v4(let bits): (4, UInt64(bits), 0, 0)
        case .v6(let high, let low, let scope): (6, high, low, scope)
        }
    }
}

/// The address to try, and one of the other family should there be no route of ours to the first.
struct AddressCandidates {
    let first: IPAddress
    var fallback: IPAddress?
    /// All to try, where the first that stands is the one.
    var racing: [IPAddress] = []

    init(_ only: IPAddress) {
        first = only
    }

    init?(_ preferred: IPAddress?, or other: IPAddress?) {
        guard let first = preferred ?? other else { return nil }
        self.first = first
        fallback = preferred == nil ? nil : other
    }

    /// Connects to the first, or else to the fallback while there is time to judge it fairly.
    func connect(
        while hasTime: () -> Bool,
        _ attempt: (IPAddress) async throws(NetworkError) -> Connection
    ) async throws(NetworkError) -> Connection {
        do throws(NetworkError) {
            return try await attempt(first)
        } catch {
            // Without a route of ours to one family the other may still tell.
            guard error == .local(.localRoute), let fallback, hasTime() else {
                throw error
            }
            return try await attempt(fallback)
        }
    }
}
