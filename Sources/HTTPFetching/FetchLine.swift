import Network
import Time
import Wire

/// What a document is fetched over: a stream as it is, or TLS on top of it.
struct FetchLine {
    let deadline: Instant
    private let stream: any ByteStream
    private let time: any TimeSource
    private var session: (any TLSSession)?
    private var readCount = 0

    init(_ stream: any ByteStream, time: any TimeSource, deadline: Instant) {
        self.stream = stream
        self.time = time
        self.deadline = deadline
    }

    /// Speaks TLS from now on, with who can prove its name.
    mutating func startTLS(_ client: any TLSClient) async throws(HTTPFetchError) {
        let session: any TLSSession
        do throws(NetworkError) {
            session = try client.makeSession(at: time.wallTime)
        } catch {
            throw HTTPFetchError(error)
        }
        let facts = try await handshake(session)
        self.session = session
        if case .failed(let problem) = facts.verification {
            await close()
            throw .certificate(problem)
        }
        // RFC 7301 section 3.2: what was picked is spoken, and we speak nothing else.
        if let picked = facts.applicationProtocol, picked != "http/1.1" {
            await close()
            throw .tls(.protocolViolation("the server picked \(ShownText.of(picked))"))
        }
    }

    /// Appends what has arrived, waiting for the first of it; returns 0 at the end.
    mutating func read(into clear: inout [UInt8]) async throws(HTTPFetchError) -> Int {
        guard let session else { return try await receive(into: &clear) }
        var received = 0
        while true {
            switch session.read(into: &clear, atMost: HTTPFetchLimits.readBytesMax) {
            case .bytes(let count): return count
            case .closed: return 0
            case .failed(let failure): throw HTTPFetchError(failure)
            case .needsMore:
                // A key update or a ticket may ask for an answer (RFC 8446 section 4.6).
                try await flush(session)
                received += try await receive(
                    for: session, atMost: HTTPFetchLimits.idleRecordBytesMax - received,
                    or: "records of TLS come that say nothing")
            }
        }
    }

    /// Writes all of `bytes`.
    func write(_ bytes: [UInt8]) async throws(HTTPFetchError) {
        guard let session else { return try await send(bytes) }
        do throws(TLSFailure) {
            try session.write(bytes)
        } catch {
            throw HTTPFetchError(error)
        }
        try await flush(session)
    }

    /// Says goodbye where TLS is spoken, as clients must (RFC 9112 section 9.8).
    func close() async {
        guard let session else { return }
        session.close()
        // That the peer hears it is mere politeness.
        do throws(HTTPFetchError) { try await flush(session) } catch {}
    }

    private mutating func handshake(
        _ session: any TLSSession
    ) async throws(HTTPFetchError) -> TLSFacts {
        var received = 0
        while true {
            switch session.handshake() {
            case .done(let facts):
                // Our last flight (RFC 8446 section 2) leaves with the request.
                return facts
            case .failed(let failure, _):
                // An alert may wait to be sent; whether it is heard changes nothing.
                do throws(HTTPFetchError) { try await flush(session) } catch {}
                throw HTTPFetchError(failure)
            case .needsMore:
                try await flush(session)
                received += try await receive(
                    for: session, atMost: HTTPFetchLimits.handshakeBytesMax - received,
                    or: "the handshake never ends")
            }
        }
    }

    /// Hands over to a session what arrives, of which there may be no more than `limit` bytes.
    private mutating func receive(
        for session: any TLSSession, atMost limit: Int, or words: String
    ) async throws(HTTPFetchError) -> Int {
        guard time.now < deadline else { throw .timeout }
        var arrived: [UInt8] = []
        let count = try await receive(into: &arrived)
        // Without close_notify anybody may have cut it off (RFC 9112 section 9.8).
        guard count > 0 else { throw .closedEarly }
        guard count <= limit else { throw .tls(.protocolViolation(words)) }
        session.receive(arrived)
        return count
    }

    private func flush(_ session: any TLSSession) async throws(HTTPFetchError) {
        var output: [UInt8] = []
        session.takeOutput(into: &output)
        if !output.isEmpty { try await send(output) }
    }

    private mutating func receive(
        into buffer: inout [UInt8]
    ) async throws(HTTPFetchError) -> Int {
        // Where something is there already a read does not wait, and others want to go on too.
        readCount += 1
        if readCount.isMultiple(of: HTTPFetchLimits.readsInARowMax) { await Task.yield() }
        do throws(NetworkError) {
            return try await stream.read(
                into: &buffer, atMost: HTTPFetchLimits.readBytesMax, deadline: deadline)
        } catch {
            throw HTTPFetchError(error)
        }
    }

    private func send(_ bytes: [UInt8]) async throws(HTTPFetchError) {
        do throws(NetworkError) {
            try await stream.write(bytes, deadline: deadline)
        } catch {
            throw HTTPFetchError(error)
        }
    }
}
