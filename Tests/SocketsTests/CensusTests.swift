import FaultServers
import Kernel
import Network
import Reactor
import Simulation
import Sockets
import Testing
import Time

/// Whether anything is left of thousands of attempts, and whether one hears what is meant for
/// another.
@Suite struct CensusTests {
    private static let attemptCount = 5_000
    private static let attemptsInFlight = 50

    @Test(arguments: TCPFault.allCases)
    func `5,000 attempts leave no descriptor behind`(fault: TCPFault) throws {
        let server = TCPFaultServer(fault)
        let before = try #require(ProcessFigures.openDescriptors())
        try LiveWorld.run { world in
            let watched = world.loop.descriptorCount
            await withDiscardingTaskGroup { group in
                for _ in 0..<Self.attemptsInFlight {
                    group.addTask {
                        for _ in 0..<Self.attemptCount / Self.attemptsInFlight {
                            await Self.attempt(world, server)
                        }
                    }
                }
            }
            #expect(world.loop.descriptorCount == watched)
            let after = try #require(ProcessFigures.openDescriptors())
            // Other tests of this process open descriptors of their own: one attempt in ten that
            // kept its own would be seen.
            #expect(after - before < Self.attemptCount / 10)
        }
    }

    /// Connects, says something, and hears the peer out for a moment.
    private static func attempt(_ world: LiveWorld, _ server: TCPFaultServer) async {
        do throws(NetworkError) {
            let deadline = world.loop.now + .milliseconds(1)
            let stream = try await world.connect(to: server, deadline: deadline).stream
            try await stream.write([1, 2, 3], deadline: deadline)
            _ = await world.readAll(stream, deadline: deadline)
        } catch {
            #expect([.timeout, .refused, .reset].contains(error))
        }
    }

    @Test func `in 20,000 cycles over the same numbers nobody gets another's event`() throws {
        let (silent, close) = (TCPFaultServer(.silent), TCPFaultServer(.close))
        let (reset, full) = (TCPFaultServer(.reset), TCPFaultServer(.fullBacklog))
        let mistakes = Shared([String]())
        try LiveWorld.run { world in
            await withDiscardingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        for _ in 0..<250 {
                            await Self.cycle(world, (silent, close, reset, full), mistakes)
                        }
                    }
                }
            }
        }
        #expect(mistakes.value == [])
    }

    /// Four connections, one after the other on the number that was free last.
    ///
    /// The events of those that the peer ends come when the next one has the number already: a
    /// stale one would make a silent peer ready, or an attempt that hangs a connection.
    private static func cycle(
        _ world: LiveWorld,
        _ servers: (
            silent: TCPFaultServer, close: TCPFaultServer, reset: TCPFaultServer,
            full: TCPFaultServer
        ), _ mistakes: Shared<[String]>
    ) async {
        func expect(_ isRight: Bool, _ mistake: @autoclosure () -> String) {
            guard !isRight else { return }
            let text = mistake()
            mistakes.update { $0.append(text) }
        }
        do throws(NetworkError) {
            _ = try await world.connect(to: servers.close)
            let silent = try await world.connect(to: servers.silent)
            let heard = await world.readAll(silent.stream, deadline: world.loop.now)
            expect(heard == ("", .timeout), "silence: \(heard)")
        } catch {
            expect(false, "\(error)")
        }
        do throws(NetworkError) {
            _ = try await world.connect(to: servers.reset)
        } catch {
            expect(error == .reset, "reset: \(error)")
        }
        let error = await world.connectError(
            to: Loopback.v4.endpoint(servers.full.port), deadline: world.loop.now)
        expect(error == .timeout, "full: \(String(describing: error))")
    }
}
