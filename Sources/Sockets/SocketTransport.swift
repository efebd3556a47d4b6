import Kernel
public import Network
public import Reactor
public import Time

/// TCP over the kernel's sockets, on the loop.
public struct SocketTransport: Transport {
    private let loop: EventLoop
    /// Ports from which the kernel connects us; one that we connect to may be the one we connect
    /// from.
    private let ephemeralPorts = EphemeralPorts.range()

    /// Connections and listeners that are watched by `loop`, to be used on its thread.
    public init(loop: EventLoop) {
        self.loop = loop
    }

    /// Opens a TCP connection; connect(2) with a deadline.
    public func connect(
        to endpoint: Endpoint, _ options: ConnectionOptions, deadline: Instant
    ) async throws(NetworkError) -> Connection {
        let attempt = try begin(endpoint, options)
        if case .inProgress = attempt.progress {
            // IPv4 may do instead at once. That IPv4 itself has no address is rare: asking at each
            // connection costs more than waiting for the failure.
            guard !endpoint.address.isV6 || attempt.stream.canBeAnswered else {
                throw .local(.localRoute)
            }
            try await attempt.stream.establish(until: deadline)
        }
        let connectedAt = loop.now
        if ephemeralPorts.contains(endpoint.port), attempt.stream.isConnectedToItself {
            throw .refused
        }
        return Connection(
            stream: attempt.stream, startedAt: attempt.startedAt, connectedAt: connectedAt,
            path: attempt.stream.path)
    }

    private struct ConnectionAttempt {
        let stream: SocketStream
        let startedAt: Instant
        let progress: StreamSocket.ConnectProgress
    }

    private func begin(
        _ endpoint: Endpoint, _ options: ConnectionOptions
    ) throws(NetworkError) -> ConnectionAttempt {
        let address = SocketAddress(endpoint)
        do throws(ErrorNumber) {
            let socket = try StreamSocket(for: address)
            if options.close == .reset { socket.resetWhenClosed() }
            if let value = options.trafficClass { socket.setTrafficClass(value, to: address) }
            if let source = options.source { try socket.bind(to: source) }
            let startedAt = loop.now
            // Watched only now: an unconnected socket would at once be reported as hung up.
            let progress = try socket.connect(to: address)
            let token = try loop.watch(socket.number)
            let stream = SocketStream(
                socket: socket, token: token, loop: loop, peer: endpoint,
                origin: .us(options.source))
            return ConnectionAttempt(stream: stream, startedAt: startedAt, progress: progress)
        } catch .addressNotAvailable where !Self.hasAddress(toReach: address, options.source) {
            throw .local(.localRoute)
        } catch {
            throw NetworkError(beforeSending: error)
        }
    }

    /// Whether this machine has an address to reach `target` from; without IPv6 it may have none.
    private static func hasAddress(
        toReach target: SocketAddress, _ source: ConnectionSource?
    ) -> Bool {
        let route = Route(to: target, from: source?.address, through: source?.interface)
        return route.refusal != .addressNotAvailable
    }

    /// Binds `endpoint` and listens.
    public func listen(on endpoint: Endpoint) throws(ListenError) -> any StreamListener {
        do throws(ErrorNumber) {
            let address = SocketAddress(endpoint)
            let socket = try StreamSocket(for: address)
            try socket.listen(on: address, backlog: SocketLimits.backlog)
            let bound = try socket.localAddress()?.endpoint ?? endpoint
            let token = try loop.watch(socket.number)
            return SocketListener(socket: socket, token: token, loop: loop, endpoint: bound)
        } catch {
            throw ListenError(error)
        }
    }
}

/// The bounds of the sockets.
public enum SocketLimits {
    /// Connections that the kernel keeps for a listener until they are accepted.
    public static let backlog: Int32 = 128
}
