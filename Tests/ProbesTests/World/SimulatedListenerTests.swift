import Network
import Simulation
import Testing
import Time

struct SimulatedListenerTests {
    @Test func `a port is listened on once, and is free again after the listener's end`() throws {
        let world = SimulatedWorld(seed: 1)
        let endpoint = Endpoint(address: .loopback4, port: 9_115)
        do {
            let listener = try world.network.listen(on: endpoint)
            #expect(listener.endpoint == endpoint)
            #expect(throws: ListenError.inUse) { try world.network.listen(on: endpoint) }
        }
        #expect(try world.network.listen(on: endpoint).endpoint == endpoint)
    }

    @Test func `port zero takes a free port, another each time`() throws {
        let world = SimulatedWorld(seed: 1)
        let any = Endpoint(address: .loopback6, port: 0)
        let listeners = try (0..<10).map { _ in try world.network.listen(on: any) }
        #expect(Set(listeners.map(\.endpoint.port)).count == 10)
        #expect(listeners.allSatisfy { $0.endpoint.port > 49_151 })
    }

    @Test func `a listener on every address is reached by each of them`() {
        let world = SimulatedWorld(seed: 1)
        let answers = world.loop.run { () -> [[UInt8]?] in
            await withTaskGroup(of: Void.self) { group in
                guard
                    let listener = try? world.network.listen(
                        on: Endpoint(address: .any6, port: 80))
                else { return [] }
                group.addTask {
                    while let stream = try? await listener.accept() {
                        try? await stream.write([42], deadline: .distantFuture)
                        stream.finishWriting()
                    }
                }
                var answers: [[UInt8]?] = []
                for address in [IPAddress.loopback4, .loopback6, .v4(0xc000_0201)] {
                    answers.append(
                        try? await world.exchange(
                            [], with: Endpoint(address: address, port: 80),
                            deadline: .distantFuture))
                }
                group.cancelAll()
                return answers
            }
        }
        #expect(answers == [[42], [42], [42]])
    }

    @Test func `who is not accepted before the listener's end is reset`() {
        let world = SimulatedWorld(seed: 1)
        let endpoint = Endpoint(address: .loopback4, port: 80)
        let error = world.loop.run { () -> NetworkError? in
            do {
                let stream: any ByteStream
                do {
                    let listener = try world.network.listen(on: endpoint)
                    stream = try await world.network.connect(
                        to: endpoint, deadline: .distantFuture
                    ).stream
                    withExtendedLifetime(listener) {}
                }
                var bytes: [UInt8] = []
                _ = try await stream.read(into: &bytes, atMost: 1, deadline: .distantFuture)
                return nil
            } catch {
                return error as? NetworkError
            }
        }
        #expect(error == .reset)
        #expect(world.network.openConnections == 0)
    }

    @Test func `a cancelled accept ends at once`() {
        let world = SimulatedWorld(seed: 1)
        let error = world.loop.run(for: .seconds(1)) { () -> (any Error)? in
            do {
                let listener = try world.network.listen(
                    on: Endpoint(address: .any4, port: 0))
                _ = try await listener.accept()
                return nil
            } catch {
                return error
            }
        }
        #expect(error as? NetworkError == .cancelled)
    }
}
