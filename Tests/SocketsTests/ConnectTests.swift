import FaultServers
import Network
import Reactor
import Simulation
import Sockets
import Testing
import Time

@Suite struct ConnectTests {
    @Test(arguments: Loopback.allCases)
    func `a connection stands at a time between before and after`(host: Loopback) throws {
        let server = TCPFaultServer(.silent, on: host)
        try LiveWorld.run { world in
            let before = world.loop.now
            let connection = try await world.connect(to: server, on: host)
            #expect(connection.startedAt >= before)
            #expect(connection.connectedAt > connection.startedAt)
            #expect(connection.connectedAt <= world.loop.now)
            #expect(connection.stream.peer == host.endpoint(server.port))
        }
    }

    @Test(arguments: Loopback.allCases)
    func `a port where nobody listens refuses`(host: Loopback) throws {
        let server = TCPFaultServer(.refuse, on: host)
        try LiveWorld.run { world in
            let error = await world.connectError(
                to: host.endpoint(server.port), deadline: world.patience)
            #expect(error == .refused)
        }
    }

    @Test(arguments: Loopback.allCases)
    func `silence ends in a timeout, at the deadline and at most 50 ms later`(
        host: Loopback
    ) throws {
        let server = TCPFaultServer(.fullBacklog, on: host)
        try LiveWorld.run { world in
            let overrun = await world.leastOverrun(of: .milliseconds(30)) { deadline in
                let error = await world.connectError(
                    to: host.endpoint(server.port), deadline: deadline)
                #expect(error == .timeout)
            }
            #expect(overrun < .milliseconds(50))
        }
    }

    @Test func `a deadline that has passed already ends at once`() throws {
        let server = TCPFaultServer(.fullBacklog)
        try LiveWorld.run { world in
            for age in [Duration.zero, .seconds(1), .seconds(100_000)] {
                let error = await world.connectError(
                    to: Loopback.v4.endpoint(server.port),
                    deadline: Instant(nanoseconds: world.loop.now.nanoseconds - age.nanoseconds))
                #expect(error == .timeout)
            }
        }
    }

    @Test func `a cancelled attempt ends soon, long before its deadline`() throws {
        let server = TCPFaultServer(.fullBacklog)
        try LiveWorld.run { world in
            let begin = world.loop.now
            await withTaskGroup(of: NetworkError?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        await world.connectError(
                            to: Loopback.v4.endpoint(server.port),
                            deadline: world.loop.now + .seconds(60))
                    }
                }
                _ = await world.loop.sleep(until: world.loop.now + .milliseconds(2))
                group.cancelAll()
                for await error in group { #expect(error == .cancelled) }
            }
            #expect(world.loop.now - begin < .seconds(20))
        }
    }

    @Test(arguments: [IPAddress.v4(0xffff_ffff), .v4(0xe000_0001)])
    func `an address without a way there is our trouble`(address: IPAddress) throws {
        try LiveWorld.run { world in
            let error = await world.connectError(
                to: Endpoint(address: address, port: 9), deadline: world.patience)
            #expect(error == .local(.localRoute))
        }
    }

    @Test func `a peer that breaks off at once is a reset, whenever it is seen`() throws {
        let server = TCPFaultServer(.reset)
        try LiveWorld.run { world in
            for _ in 0..<100 {
                do throws(NetworkError) {
                    let connection = try await world.connect(to: server)
                    let end = await world.readAll(connection.stream)
                    #expect(end == ("", .reset))
                } catch {
                    // The RST may come before we have looked at the connection.
                    #expect(error == .reset)
                }
            }
        }
        #expect(server.acceptedCount(waitingFor: 100) == 100)
    }

    @Test func `a dropped connection is closed, and the peer sees its end`() throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: Loopback.v4.endpoint(0))
            var connection: Connection? = try await world.transport.connect(
                to: listener.endpoint, deadline: world.patience)
            let accepted = try await listener.accept()
            #expect(await world.writeError([1], to: accepted) == nil)
            var byte: [UInt8] = []
            _ = try await connection?.stream.read(
                into: &byte, atMost: 1, deadline: world.patience)
            #expect(byte == [1])
            connection = nil
            let end = await world.readAll(accepted)
            #expect(end == ("", nil))
        }
    }

    /// RFC 9293 section 3.5: a SYN that comes from the port it goes to opens a connection of the
    /// socket with itself.
    ///
    /// Linux takes the even ports for connections, one after the other, so within 15,000 attempts
    /// it takes the one that is asked for.
    @Test func `a port where nobody listens refuses even when we come from it ourselves`() throws {
        let ends = Shared([String: Int]())
        try LiveWorld.run { world in
            let endpoint = try Self.freeEvenPort(world.transport)
            for _ in 0..<20_000 {
                let error = await world.connectError(to: endpoint, deadline: world.patience)
                ends.update { $0["\(String(describing: error))", default: 0] += 1 }
            }
        }
        #expect(ends.value == ["\(String(describing: NetworkError?.some(.refused)))": 20_000])
    }

    private static func freeEvenPort(_ transport: SocketTransport) throws -> Endpoint {
        for _ in 0..<100 {
            let port = try transport.listen(on: Loopback.v4.endpoint(0)).endpoint.port
            let even = Loopback.v4.endpoint(port & ~1)
            do throws(ListenError) {
                return try transport.listen(on: even).endpoint
            } catch {
                continue
            }
        }
        throw ListenError.inUse
    }
}
