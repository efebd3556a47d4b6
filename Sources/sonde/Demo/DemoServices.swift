import Network
import TLS
import Time

/// The services that the demo probes, on free ports of loopback.
struct DemoServices: Sendable {
    private let time: any TimeSource
    private let running: [(listener: any StreamListener, manner: Manner)]

    /// Accepts and says nothing.
    let open: Endpoint
    /// Speak TLS.
    let good, ending, expired: Endpoint
    /// Nobody listens there.
    let refused: Endpoint
    /// Accepts, and stays silent when TLS is asked for.
    let silent: Endpoint
    /// Says at once which version it has and how busy it is.
    let device: Endpoint

    private enum Manner: Sendable {
        case silent
        case greets(String)
        case tls(TLSServer)
    }

    init(
        _ certificates: DemoCertificates, _ transport: any Transport, _ time: any TimeSource
    ) throws {
        var running: [(any StreamListener, Manner)] = []
        func start(_ manner: Manner) throws(ListenError) -> Endpoint {
            let listener = try transport.listen(on: Endpoint(address: .loopback4, port: 0))
            running.append((listener, manner))
            return listener.endpoint
        }
        open = try start(.silent)
        good = try start(.tls(TLSServer(certificates.good, staple: certificates.goodStaple)))
        ending = try start(.tls(TLSServer(certificates.ending)))
        expired = try start(.tls(TLSServer(certificates.expired)))
        silent = try start(.silent)
        device = try start(.greets("OK v2.7 load 0.42\r\n"))
        // A port that was free a moment ago, and whose listener ends here: it refuses.
        refused = try transport.listen(on: Endpoint(address: .loopback4, port: 0)).endpoint
        self.running = running
        self.time = time
    }

    /// Serves until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for (listener, manner) in running {
                group.addTask { await serve(listener, manner) }
            }
        }
    }

    private func serve(_ listener: any StreamListener, _ manner: Manner) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do throws(NetworkError) {
                    let stream = try await listener.accept()
                    group.addTask { await converse(stream, manner) }
                } catch {
                    // Short of something, if not cancelled: asking at once again would spin.
                    _ = await time.sleep(until: time.now + .milliseconds(500))
                }
            }
            group.cancelAll()
        }
    }

    private func converse(_ stream: any ByteStream, _ manner: Manner) async {
        let deadline = time.now + .seconds(10)
        do throws(NetworkError) {
            switch manner {
            case .silent: try await readToEnd(stream, deadline)
            case .greets(let words):
                try await stream.write(Array(words.utf8), deadline: deadline)
                try await readToEnd(stream, deadline)
            case .tls(let server):
                try await speak(try server.makeSession(), stream, deadline)
            }
        } catch {
            // A client that goes is none of the demo's business.
        }
    }

    private func readToEnd(
        _ stream: any ByteStream, _ deadline: Instant
    ) async throws(NetworkError) {
        var count = 1
        while count > 0 {
            var ignored: [UInt8] = []
            count = try await stream.read(into: &ignored, atMost: 4_096, deadline: deadline)
        }
    }

    private func speak(
        _ session: any TLSSession, _ stream: any ByteStream, _ deadline: Instant
    ) async throws(NetworkError) {
        while true {
            let step = session.handshake()
            var output: [UInt8] = []
            session.takeOutput(into: &output)
            if !output.isEmpty { try await stream.write(output, deadline: deadline) }
            guard case .needsMore = step else { return try await readToEnd(stream, deadline) }
            var input: [UInt8] = []
            guard try await stream.read(into: &input, atMost: 16_384, deadline: deadline) > 0
            else { return }
            session.receive(input)
        }
    }
}
