import FaultServers
import Network
import Reactor
import Sockets
import Testing
import Time

/// The loop and the sockets that are tested.
struct LiveWorld: Sendable {
    let loop: EventLoop
    let transport: SocketTransport

    /// Runs `body` on a loop of its own; what it throws is an issue of the test.
    static func run(_ body: @escaping @Sendable (LiveWorld) async throws -> Void) throws {
        let loop = try EventLoop()
        let world = LiveWorld(loop: loop, transport: SocketTransport(loop: loop))
        loop.run {
            do {
                try await body(world)
            } catch {
                Issue.record(error)
            }
        }
    }

    /// A deadline that no test is meant to reach.
    var patience: Instant { loop.now + .seconds(20) }

    func connect(
        to server: TCPFaultServer, on host: Loopback = .v4, deadline: Instant? = nil
    ) async throws(NetworkError) -> Connection {
        try await transport.connect(
            to: host.endpoint(server.port), deadline: deadline ?? patience)
    }

    /// What ended the attempt to connect; nil where it succeeded.
    func connectError(to endpoint: Endpoint, deadline: Instant) async -> NetworkError? {
        do throws(NetworkError) {
            _ = try await transport.connect(to: endpoint, deadline: deadline)
            return nil
        } catch {
            return error
        }
    }

    /// All that comes until the end, and the error in place of the end.
    func readAll(
        _ stream: any ByteStream, deadline: Instant? = nil
    ) async -> (text: String, error: NetworkError?) {
        let deadline = deadline ?? patience
        var bytes: [UInt8] = []
        do throws(NetworkError) {
            while try await stream.read(into: &bytes, atMost: 64, deadline: deadline) > 0 {}
            return (String(decoding: bytes, as: UTF8.self), nil)
        } catch {
            return (String(decoding: bytes, as: UTF8.self), error)
        }
    }

    /// What ended the writing of `bytes`; nil where all were written.
    func writeError(
        _ bytes: [UInt8], to stream: any ByteStream, deadline: Instant? = nil
    ) async -> NetworkError? {
        do throws(NetworkError) {
            try await stream.write(bytes, deadline: deadline ?? patience)
            return nil
        } catch {
            return error
        }
    }

    /// The shortest overrun of a deadline in several attempts.
    ///
    /// Other tests share the processors, so one attempt may be late without any fault of the loop.
    func leastOverrun(
        of timeout: Duration, _ body: (Instant) async throws -> Void
    ) async rethrows -> Duration {
        var least = Duration.seconds(3_600)
        for _ in 0..<5 {
            let deadline = loop.now + timeout
            try await body(deadline)
            let overrun = loop.now - deadline
            #expect(overrun >= .zero, "it ended before its deadline")
            least = min(least, overrun)
            if least < .milliseconds(50) { break }
        }
        return least
    }
}

extension Loopback {
    func endpoint(_ port: UInt16) -> Endpoint {
        Endpoint(address: self == .v4 ? .loopback4 : .loopback6, port: port)
    }
}
