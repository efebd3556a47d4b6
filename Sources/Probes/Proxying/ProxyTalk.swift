import Network
import Time
import Wire

/// Carries the bytes between the client of a proxy and a stream.
struct ProxyTalk {
    private var client: any ProxyClient
    private let stream: any ByteStream
    var deadline: Instant

    init(_ client: any ProxyClient, over stream: any ByteStream, deadline: Instant) {
        self.client = client
        self.stream = stream
        self.deadline = deadline
    }

    /// Goes on until the target is asked for.
    ///
    /// Whatever goes wrong is the proxy's own.
    mutating func request() async throws(AttemptFailure) {
        while true {
            switch try next() {
            case .negotiate(let bytes): try await write(bytes)
            case .request(let bytes): return try await write(bytes)
            case .receive: try await read(waitingIn: .proxy)
            case .tunnel: preconditionFailure("there is no tunnel before it is asked for")
            }
        }
    }

    /// Waits for the answer; returns what came behind it.
    ///
    /// A proxy that says nothing waits for the target, as far as anybody can tell.
    mutating func answer() async throws(AttemptFailure) -> [UInt8] {
        while true {
            switch try next() {
            case .negotiate(let bytes), .request(let bytes): try await write(bytes)
            case .receive: try await read(waitingIn: .connect)
            case .tunnel(let rest): return rest
            }
        }
    }

    private mutating func next() throws(AttemptFailure) -> ProxyDemand {
        do throws(ProxyFailure) {
            return try client.next()
        } catch {
            throw AttemptFailure(error)
        }
    }

    private func write(_ bytes: [UInt8]) async throws(AttemptFailure) {
        do throws(NetworkError) {
            try await stream.write(bytes, deadline: deadline)
        } catch {
            throw AttemptFailure(ofProxy: error)
        }
    }

    private mutating func read(waitingIn phase: Phase) async throws(AttemptFailure) {
        var arrived: [UInt8] = []
        let count: Int
        do throws(NetworkError) {
            count = try await stream.read(
                into: &arrived, atMost: ProbeLimits.proxyReadBytesMax, deadline: deadline)
        } catch {
            guard error == .timeout else { throw AttemptFailure(ofProxy: error) }
            throw AttemptFailure(error, in: phase)
        }
        guard count > 0 else {
            throw AttemptFailure(
                reason: .proxyRefused, in: .proxy,
                detail: "the proxy closed the connection without an answer")
        }
        client.receive(arrived)
    }
}

extension AttemptFailure {
    /// What went wrong between us and the proxy.
    init(ofProxy error: NetworkError) {
        guard error == .refused else {
            self.init(error, in: .proxy)
            return
        }
        self.init(
            reason: .proxyRefused, in: .proxy, detail: "the proxy refused the connection")
    }

    fileprivate init(_ failure: ProxyFailure) {
        switch failure {
        case .refused(let words): self.init(reason: .proxyRefused, in: .proxy, detail: words)
        case .authentication(let words):
            self.init(reason: .proxyAuthentication, in: .proxy, detail: words)
        case .destination(let trouble, let words):
            self.init(reason: FailureReason(trouble), in: .connect, detail: words)
        }
    }
}

extension FailureReason {
    fileprivate init(_ trouble: DestinationTrouble) {
        self =
            switch trouble {
            case .refused: .refused
            case .timeout: .timeout
            case .hostUnreachable: .hostUnreachable
            case .networkUnreachable: .networkUnreachable
            }
    }
}
