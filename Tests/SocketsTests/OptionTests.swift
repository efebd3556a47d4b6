import FaultServers
import Network
import Reactor
import Sockets
import Testing
import Time

/// In which way a connection leaves, and how it ends.
@Suite struct OptionTests {
    private static func connect(
        _ world: LiveWorld, _ server: TCPFaultServer, _ options: ConnectionOptions,
        on host: Loopback = .v4
    ) async throws(NetworkError) -> Connection {
        try await world.transport.connect(
            to: host.endpoint(server.port), options, deadline: world.patience)
    }

    private static func error(
        _ world: LiveWorld, _ server: TCPFaultServer, _ source: ConnectionSource,
        on host: Loopback = .v4
    ) async -> NetworkError? {
        do throws(NetworkError) {
            _ = try await connect(world, server, ConnectionOptions(source: source), on: host)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a connection leaves from the address that was chosen`() throws {
        let server = TCPFaultServer(.silent)
        let chosen = try #require(IPAddress("127.0.0.77"))
        try LiveWorld.run { world in
            let connection = try await Self.connect(
                world, server, ConnectionOptions(source: .address(chosen)))
            let near = try #require(connection.stream.localEndpoint)
            #expect(near.address == chosen)
            #expect(near.port > 0)
        }
    }

    @Test func `hundreds of connections from one address have a port each`() throws {
        let server = TCPFaultServer(.silent)
        let source = ConnectionSource.address(.loopback4)
        try LiveWorld.run { world in
            var connections: [Connection] = []
            for _ in 0..<300 {
                connections.append(
                    try await Self.connect(world, server, ConnectionOptions(source: source)))
            }
            #expect(Set(connections.compactMap(\.stream.localEndpoint)).count == 300)
        }
    }

    @Test(arguments: Loopback.allCases)
    func `an address that is none of this machine is our own trouble`(host: Loopback) throws {
        let server = TCPFaultServer(.silent, on: host)
        // TEST-NET-1 (RFC 5737) and documentation (RFC 3849).
        let text = host == .v4 ? "192.0.2.1" : "2001:db8::1"
        let foreign = ConnectionSource.address(try #require(IPAddress(text)))
        try LiveWorld.run { world in
            #expect(
                await Self.error(world, server, foreign, on: host) == .local(.sourceUnavailable))
        }
        #expect(server.acceptedCount == 0)
    }

    @Test func `an address of the other family is our own trouble`() throws {
        let server = TCPFaultServer(.silent)
        try LiveWorld.run { world in
            #expect(
                await Self.error(world, server, .address(.loopback6)) == .local(.sourceUnavailable))
        }
    }

    @Test func `an interface that is not there is our own trouble`() throws {
        let server = TCPFaultServer(.silent)
        try LiveWorld.run { world in
            #expect(
                await Self.error(world, server, .interface("no-such-one"))
                    == .local(.sourceUnavailable))
        }
    }

    @Test(arguments: Loopback.allCases)
    func `a connection leaves by the interface that was chosen`(host: Loopback) throws {
        let server = TCPFaultServer(.silent, on: host)
        try LiveWorld.run { world in
            #expect(await Self.error(world, server, .interface("lo"), on: host) == nil)
        }
    }

    /// The far end of a connection whose near end has been dropped.
    private static func acceptOne(
        _ world: LiveWorld, _ listener: any StreamListener, _ options: ConnectionOptions
    ) async throws(NetworkError) -> any ByteStream {
        let connection = try await world.transport.connect(
            to: listener.endpoint, options, deadline: world.patience)
        let far = try await listener.accept()
        #expect(connection.stream.localEndpoint == far.peer)
        return far
    }

    @Test(arguments: CloseMode.allCases)
    func `a connection ends in the way that was chosen`(mode: CloseMode) throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(
                on: Endpoint(address: .loopback4, port: 0))
            let far = try await Self.acceptOne(world, listener, ConnectionOptions(close: mode))
            let (_, error) = await world.readAll(far)
            #expect(error == (mode == .reset ? .reset : nil))
        }
    }

    @Test(arguments: Loopback.allCases, [nil, 0, 1, 46, 63] as [UInt8?])
    func `a connection is asked for in the class of traffic that was chosen`(
        host: Loopback, trafficClass: UInt8?
    ) throws {
        let server = TCPFaultServer(.silent, on: host)
        try LiveWorld.run { world in
            _ = try await Self.connect(
                world, server, ConnectionOptions(trafficClass: trafficClass), on: host)
        }
        #expect(server.acceptedCount(waitingFor: 1) == 1)
        #expect(server.trafficClasses == [trafficClass ?? 0])
    }

    @Test(arguments: Loopback.allCases)
    func `the kernel tells the round trip of a connection`(host: Loopback) throws {
        let server = TCPFaultServer(.silent, on: host)
        try LiveWorld.run { world in
            let connection = try await Self.connect(world, server, ConnectionOptions(), on: host)
            let path = try #require(connection.path)
            #expect(path.roundTrip > .zero)
            #expect(path.roundTrip < .seconds(1))
            #expect(path.roundTripVariation > .zero)
            #expect(path.retransmissions == 0)
        }
    }
}
