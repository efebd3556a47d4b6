/// Asks a SOCKS proxy of version 5 for a tunnel (RFC 1928, RFC 1929).
///
/// A name is sent as it is, so that the proxy resolves it.
public struct SOCKS5Client: ProxyClient {
    private let destination: ProxyDestination
    private let credentials: ProxyCredentials?
    private var arrived: [UInt8] = []
    private var state = State.greeting

    private enum State: Sendable {
        case greeting
        case hearingMethod
        case hearingStatus
        case request
        case hearingReply
        case open
        case failed(ProxyFailure)
    }

    /// A client at the beginning of a connection; a name has at most
    /// ``ProxyingLimits/nameBytesMax``.
    public init(to destination: ProxyDestination, credentials: ProxyCredentials?) {
        if case .name(let name, _) = destination {
            precondition(
                (1...ProxyingLimits.nameBytesMax).contains(name.utf8.count),
                "the length of a name is sent in one byte")
        }
        self.destination = destination
        self.credentials = credentials
    }

    /// Takes in what arrived.
    public mutating func receive(_ bytes: [UInt8]) {
        arrived += bytes
    }

    /// What is to be done now.
    public mutating func next() throws(ProxyFailure) -> ProxyDemand {
        do throws(ProxyFailure) {
            return try step()
        } catch {
            state = .failed(error)
            throw error
        }
    }

    private mutating func step() throws(ProxyFailure) -> ProxyDemand {
        switch state {
        case .greeting:
            state = .hearingMethod
            return .negotiate(SOCKS5Message.greeting(hasCredentials: credentials != nil))
        case .hearingMethod: return try hearMethod()
        case .hearingStatus: return try hearStatus()
        case .request: return request()
        case .hearingReply: return try hearReply()
        case .open: return .tunnel(rest: arrived)
        case .failed(let failure): throw failure
        }
    }

    private mutating func request() -> ProxyDemand {
        state = .hearingReply
        return .request(SOCKS5Message.connect(to: destination))
    }

    /// The two bytes that choose how we authenticate (RFC 1928 section 3).
    private mutating func hearMethod() throws(ProxyFailure) -> ProxyDemand {
        guard try startsWith(version: SOCKS5Message.version), arrived.count >= 2 else {
            return .receive
        }
        let method = arrived[1]
        arrived.removeFirst(2)
        switch (method, credentials) {
        case (SOCKS5Message.noAuthentication, _):
            return request()
        case (SOCKS5Message.usernameAndPassword, let credentials?):
            state = .hearingStatus
            return .negotiate(SOCKS5Message.credentials(credentials))
        case (SOCKS5Message.noAcceptableMethod, nil):
            throw .authentication("the proxy wants credentials")
        case (SOCKS5Message.noAcceptableMethod, _?):
            throw .authentication("the proxy takes no client with a password, nor one without")
        case (let other, _):
            throw .refused("the proxy chose method \(other), which was not offered")
        }
    }

    /// The two bytes that judge our credentials (RFC 1929 section 2).
    private mutating func hearStatus() throws(ProxyFailure) -> ProxyDemand {
        guard try startsWith(version: SOCKS5Message.credentialsVersion), arrived.count >= 2 else {
            return .receive
        }
        guard arrived[1] == 0 else {
            throw .authentication("the proxy refused the credentials (status \(arrived[1]))")
        }
        arrived.removeFirst(2)
        return request()
    }

    /// The reply, which ends with an address that tells us nothing (RFC 1928 section 6).
    private mutating func hearReply() throws(ProxyFailure) -> ProxyDemand {
        // The code counts as soon as it is there: some proxies send nothing behind a refusal.
        guard try startsWith(version: SOCKS5Message.version), arrived.count >= 2 else {
            return .receive
        }
        if let failure = SOCKS5Message.failure(ofReply: arrived[1]) { throw failure }
        guard arrived.count >= 4 else { return .receive }
        guard arrived[2] == 0 else {
            throw .refused("the reserved byte of the reply is \(arrived[2])")
        }
        var byteCount = 4 + 2
        switch arrived[3] {
        case SOCKS5Message.ip4: byteCount += 4
        case SOCKS5Message.ip6: byteCount += 16
        case SOCKS5Message.name:
            guard arrived.count >= 5 else { return .receive }
            byteCount += 1 + Int(arrived[4])
        case let other:
            throw .refused("the reply has an address of type \(other), which there is not")
        }
        guard arrived.count >= byteCount else { return .receive }
        arrived.removeFirst(byteCount)
        state = .open
        return .tunnel(rest: arrived)
    }

    private func startsWith(version: UInt8) throws(ProxyFailure) -> Bool {
        guard let first = arrived.first else { return false }
        guard first == version else {
            throw .refused("the proxy does not speak SOCKS 5: it answers with byte \(first)")
        }
        return true
    }
}
