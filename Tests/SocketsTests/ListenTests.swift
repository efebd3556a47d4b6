import FaultServers
import Network
import Reactor
import Sockets
import Testing
import Time

@Suite struct ListenTests {
    private static func listenError(_ world: LiveWorld, _ endpoint: Endpoint) -> ListenError? {
        do throws(ListenError) {
            _ = try world.transport.listen(on: endpoint)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: Loopback.allCases)
    func `connections are accepted in their order, each with its peer`(host: Loopback) throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: host.endpoint(0))
            #expect(listener.endpoint.port > 0)
            #expect(listener.endpoint.address == host.endpoint(0).address)
            for number in 0..<20 as Range<UInt8> {
                let client = try await world.transport.connect(
                    to: listener.endpoint, deadline: world.patience
                ).stream
                let server = try await listener.accept()
                #expect(server.peer.address == host.endpoint(0).address)
                #expect(server.peer.port != listener.endpoint.port)
                #expect(await world.writeError([number], to: client) == nil)
                var bytes: [UInt8] = []
                _ = try await server.read(into: &bytes, atMost: 10, deadline: world.patience)
                #expect(bytes == [number])
            }
        }
    }

    @Test func `who waits to accept is woken by a connection`() throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: Loopback.v4.endpoint(0))
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        for _ in 0..<50 { _ = try await listener.accept() }
                        return true
                    } catch {
                        return false
                    }
                }
                for _ in 0..<50 {
                    let error = await world.connectError(
                        to: listener.endpoint, deadline: world.patience)
                    #expect(error == nil)
                }
                #expect(await group.next() == true)
            }
        }
    }

    @Test func `a cancelled accept ends, and the listener can be used again`() throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: Loopback.v4.endpoint(0))
            await withTaskGroup(of: NetworkError?.self) { group in
                group.addTask {
                    do throws(NetworkError) {
                        _ = try await listener.accept()
                        return nil
                    } catch {
                        return error
                    }
                }
                _ = await world.loop.sleep(until: world.loop.now + .milliseconds(2))
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
            _ = try await world.transport.connect(to: listener.endpoint, deadline: world.patience)
            _ = try await listener.accept()
        }
    }

    @Test func `a dropped listener frees its port`() throws {
        try LiveWorld.run { world in
            var listener: (any StreamListener)? = try world.transport.listen(
                on: Loopback.v4.endpoint(0))
            let endpoint = try #require(listener?.endpoint)
            #expect(Self.listenError(world, endpoint) == .inUse)
            listener = nil
            #expect(Self.listenError(world, endpoint) == nil)
        }
    }

    @Test func `an address of another machine is unavailable`() throws {
        try LiveWorld.run { world in
            // RFC 5737 and RFC 3849: addresses for documents.
            let v4 = Endpoint(address: .v4(0xc000_0201), port: 0)
            #expect(Self.listenError(world, v4) == .addressUnavailable)
            let v6 = Endpoint(address: .v6(high: 0x2001_0db8 << 32, low: 1, scope: 0), port: 0)
            #expect(Self.listenError(world, v6) == .addressUnavailable)
        }
    }

    @Test(arguments: Loopback.allCases)
    func `who listens on every address hears both families`(host: Loopback) throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: Endpoint(address: .any6, port: 0))
            _ = try await world.transport.connect(
                to: host.endpoint(listener.endpoint.port), deadline: world.patience)
            _ = try await listener.accept()
        }
    }
}
