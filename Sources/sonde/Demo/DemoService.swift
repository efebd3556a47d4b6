import Network
import TLS
import Time

/// What a service of the demo does with each connection.
enum DemoManner: Sendable {
    /// Says nothing.
    case silent
    /// Says its words at once.
    case greets(String)
    /// Speaks TLS.
    case tls(TLSServer)
    /// Is a SOCKS proxy that takes its time, and leads nowhere.
    case hesitates(Duration)
}

/// A service of the demo on a port of its own.
struct DemoService: Sendable {
    let listener: any StreamListener
    let manner: DemoManner
    let time: any TimeSource

    /// How long a connection may last.
    private static let patience: Duration = .seconds(10)

    /// Serves until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do throws(NetworkError) {
                    let stream = try await listener.accept()
                    group.addTask { await converse(stream) }
                } catch {
                    // Short of something, if not cancelled: asking at once again would spin.
                    _ = await time.sleep(until: time.now + .milliseconds(500))
                }
            }
            group.cancelAll()
        }
    }

    private func converse(_ stream: any ByteStream) async {
        let deadline = time.now + Self.patience
        do throws(NetworkError) {
            switch manner {
            case .silent: break
            case .greets(let words):
                try await stream.write(Array(words.utf8), deadline: deadline)
            case .tls(let server):
                guard try await speak(try server.makeSession(), stream, deadline) else { return }
            case .hesitates(let pause):
                guard try await promise(stream, after: pause, deadline) else { return }
            }
            try await readToEnd(stream, deadline)
        } catch {
            // A client that goes is none of the demo's business.
        }
    }

    private func readToEnd(
        _ stream: any ByteStream, _ deadline: Instant
    ) async throws(NetworkError) {
        while try await read(stream, deadline) != nil {}
    }

    /// The next bytes; nil at the end.
    private func read(
        _ stream: any ByteStream, _ deadline: Instant
    ) async throws(NetworkError) -> [UInt8]? {
        var bytes: [UInt8] = []
        let count = try await stream.read(into: &bytes, atMost: 16_384, deadline: deadline)
        return count > 0 ? bytes : nil
    }

    /// Shakes hands; false where that has failed.
    private func speak(
        _ session: any TLSSession, _ stream: any ByteStream, _ deadline: Instant
    ) async throws(NetworkError) -> Bool {
        while true {
            let step = session.handshake()
            var output: [UInt8] = []
            session.takeOutput(into: &output)
            if !output.isEmpty { try await stream.write(output, deadline: deadline) }
            guard case .needsMore = step else { return true }
            guard let input = try await read(stream, deadline) else { return false }
            session.receive(input)
        }
    }

    /// Says to a client of SOCKS 5 (RFC 1928) that no password is needed and the target is reached.
    ///
    /// Its messages are short and come whole.
    private func promise(
        _ stream: any ByteStream, after pause: Duration, _ deadline: Instant
    ) async throws(NetworkError) -> Bool {
        guard try await read(stream, deadline) != nil else { return false }
        try await stream.write([5, 0], deadline: deadline)
        guard try await read(stream, deadline) != nil else { return false }
        _ = await time.sleep(until: time.now + pause)
        try await stream.write([5, 0, 0, 1, 0, 0, 0, 0, 0, 0], deadline: deadline)
        return true
    }
}
