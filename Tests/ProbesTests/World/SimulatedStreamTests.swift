import Network
import Simulation
import Testing
import Time

struct SimulatedStreamTests {
    private static let bound = Endpoint(address: .any4, port: 9_115)
    private static let reached = Endpoint(address: .loopback4, port: 9_115)

    /// Runs a server and a client at the two ends of one connection.
    private static func converse(
        seed: UInt64 = 1, conditions: LinkConditions? = nil,
        server: @escaping @Sendable (any ByteStream, Instant) async throws -> Void,
        client: @escaping @Sendable (any ByteStream, Instant) async throws -> Void
    ) -> SimulatedWorld {
        let world = SimulatedWorld(seed: seed)
        if let conditions { world.network.set(conditions, at: bound) }
        world.loop.run {
            let deadline = world.loop.now + .seconds(60)
            do {
                let listener = try world.network.listen(on: bound)
                try await withThrowingDiscardingTaskGroup { group in
                    group.addTask { try await server(listener.accept(), deadline) }
                    group.addTask {
                        let connection = try await world.network.connect(
                            to: reached, deadline: deadline)
                        try await client(connection.stream, deadline)
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
        #expect(world.network.openConnections == 0)
        return world
    }

    private static func readAll(
        _ stream: any ByteStream, _ deadline: Instant, atMost limit: Int = 4_096
    ) async throws(NetworkError) -> [UInt8] {
        var bytes: [UInt8] = []
        while try await stream.read(into: &bytes, atMost: limit, deadline: deadline) > 0 {}
        return bytes
    }

    @Test func `bytes arrive whole and in order over a bad link`() {
        let sent = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let conditions = LinkConditions(
            delay: .microseconds(10) ... .milliseconds(50), lossProbability: 0.2)
        for seed in 1...5 {
            _ = Self.converse(seed: UInt64(seed), conditions: conditions) { stream, deadline in
                let received = try await Self.readAll(stream, deadline, atMost: 999)
                #expect(received == sent)
                try await stream.write([1, 2, 3], deadline: deadline)
            } client: { stream, deadline in
                for start in stride(from: 0, to: sent.count, by: 5_000) {
                    try await stream.write(Array(sent[start..<start + 5_000]), deadline: deadline)
                }
                stream.finishWriting()
                #expect(try await Self.readAll(stream, deadline) == [1, 2, 3])
            }
        }
    }

    @Test func `a read waits for the first byte and ends at its deadline`() {
        let world = Self.converse { stream, deadline in
            var bytes: [UInt8] = []
            let first = try await stream.read(into: &bytes, atMost: 10, deadline: deadline)
            #expect(first == 2 && bytes == [7, 8])
            let second = try await stream.read(into: &bytes, atMost: 10, deadline: deadline)
            #expect(second == 0)
        } client: { stream, deadline in
            var bytes: [UInt8] = []
            await #expect(throws: NetworkError.timeout) {
                let soon = Instant(nanoseconds: deadline.nanoseconds - 50_000_000_000)
                _ = try await stream.read(into: &bytes, atMost: 10, deadline: soon)
            }
            try await stream.write([7, 8], deadline: deadline)
        }
        #expect(world.loop.now > SimulationLimits.start + .seconds(10))
        #expect(world.loop.now < SimulationLimits.start + .seconds(11))
    }

    @Test func `a writer waits until the reader has made room`() {
        let world = SimulatedWorld(seed: 1)
        let start = world.loop.now
        let sent = [UInt8](repeating: 5, count: SimulationLimits.unreadBytesMax * 2)
        world.loop.run {
            do {
                let listener = try world.network.listen(on: Self.bound)
                try await withThrowingDiscardingTaskGroup { group in
                    group.addTask {
                        let stream = try await listener.accept()
                        _ = await world.loop.sleep(until: start + .seconds(30))
                        let received = try await Self.readAll(stream, .distantFuture)
                        #expect(received == sent)
                    }
                    let stream = try await world.network.connect(
                        to: Self.reached, deadline: .distantFuture
                    ).stream
                    try await stream.write(sent, deadline: start + .seconds(31))
                    #expect(world.loop.now - start >= .seconds(30))
                }
            } catch {
                Issue.record(error)
            }
        }
        #expect(world.loop.now - start < .seconds(31))
    }

    @Test func `a writer whose reader never reads ends at its deadline`() {
        let world = Self.converse { stream, deadline in
            // Holds the other end until then, and reads nothing of it.
            try await stream.write(
                [UInt8](repeating: 1, count: SimulationLimits.unreadBytesMax), deadline: deadline)
            await #expect(throws: NetworkError.timeout) {
                try await stream.write([1], deadline: deadline)
            }
        } client: { stream, deadline in
            try await stream.write(
                [UInt8](repeating: 1, count: SimulationLimits.unreadBytesMax), deadline: deadline)
            await #expect(throws: NetworkError.timeout) {
                try await stream.write([1], deadline: deadline)
            }
        }
        #expect(world.loop.now - SimulationLimits.start == .seconds(60))
    }

    @Test func `a writer whose reader goes away is reset`() {
        let world = Self.converse { stream, deadline in
            var bytes: [UInt8] = []
            _ = try await stream.read(into: &bytes, atMost: 1, deadline: deadline)
        } client: { stream, deadline in
            await #expect(throws: NetworkError.reset) {
                try await stream.write(
                    [UInt8](repeating: 1, count: SimulationLimits.unreadBytesMax * 4),
                    deadline: deadline)
            }
        }
        #expect(world.loop.now - SimulationLimits.start < .seconds(1))
    }

    @Test func `what was sent before a reset is read before it`() {
        _ = Self.converse { stream, deadline in
            try await stream.write(Array("bye".utf8), deadline: deadline)
            // Closing without having read resets the connection.
            var one: [UInt8] = []
            _ = try await stream.read(into: &one, atMost: 1, deadline: deadline)
        } client: { stream, deadline in
            try await stream.write([1, 2, 3], deadline: deadline)
            var bytes: [UInt8] = []
            #expect(try await stream.read(into: &bytes, atMost: 9, deadline: deadline) == 3)
            await #expect(throws: NetworkError.reset) {
                _ = try await stream.read(into: &bytes, atMost: 9, deadline: deadline)
            }
            await #expect(throws: NetworkError.reset) {
                try await stream.write([4], deadline: deadline)
            }
        }
    }

    @Test func `a cancelled read ends at once`() {
        let world = SimulatedWorld(seed: 1)
        let target = Endpoint(address: .v4(1), port: 1)
        world.network.set(.acceptsAndStaysSilent, at: target)
        let error = world.loop.run(for: .seconds(3)) { () -> NetworkError? in
            do throws(NetworkError) {
                let stream = try await world.network.connect(
                    to: target, deadline: .distantFuture
                ).stream
                var bytes: [UInt8] = []
                _ = try await stream.read(into: &bytes, atMost: 1, deadline: .distantFuture)
                return nil
            } catch {
                return error
            }
        }
        #expect(error == .cancelled)
        #expect(world.loop.now == SimulationLimits.start + .seconds(3))
    }

    @Test func `many connections are accepted in their order`() {
        let world = SimulatedWorld(seed: 1)
        let order = Shared([UInt8]())
        world.loop.run {
            do {
                let listener = try world.network.listen(on: Self.bound)
                try await withThrowingDiscardingTaskGroup { group in
                    for index in 0..<UInt8(100) {
                        group.addTask {
                            let answer = try await world.exchange(
                                [index], with: Self.reached, deadline: .distantFuture)
                            #expect(answer == [index, index])
                        }
                    }
                    for _ in 0..<100 {
                        let stream = try await listener.accept()
                        var bytes: [UInt8] = []
                        _ = try await stream.read(into: &bytes, atMost: 1, deadline: .distantFuture)
                        order.update { $0 += bytes }
                        try await stream.write(bytes + bytes, deadline: .distantFuture)
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
        #expect(order.value == Array(0..<100))
        #expect(world.network.openConnections == 0)
    }
}
