import Network
import Time

/// What a conversation is held over: a stream as it is, or TLS on top of it.
struct ConversationLine {
    private let stream: any ByteStream
    private var session: (any TLSSession)?
    private var readCount = 0

    init(_ stream: any ByteStream, tls session: (any TLSSession)? = nil) {
        self.stream = stream
        self.session = session
    }

    /// Appends what has arrived, waiting for the first of it; returns 0 at the end.
    mutating func read(
        into clear: inout [UInt8], atMost limit: Int, deadline: Instant
    ) async throws(AttemptFailure) -> Int {
        guard let session else {
            return try await receive(into: &clear, atMost: limit, deadline)
        }
        var received = 0
        while true {
            switch session.read(into: &clear, atMost: limit) {
            case .bytes(let count): return count
            case .closed: return 0
            case .failed(let failure): throw AttemptFailure(failure, in: .exchange)
            case .needsMore:
                // A key update or a ticket may ask for an answer (RFC 8446 section 4.6).
                try await flush(session, deadline)
                var arrived: [UInt8] = []
                let count = try await receive(
                    into: &arrived, atMost: ProbeLimits.handshakeReadBytesMax, deadline)
                // A peer that leaves without close_notify has closed all the same.
                guard count > 0 else { return 0 }
                received += count
                guard received <= ConversationLimits.idleRecordBytesMax else { throw Self.idle }
                session.receive(arrived)
            }
        }
    }

    /// Writes all of `bytes`.
    func write(_ bytes: [UInt8], deadline: Instant) async throws(AttemptFailure) {
        guard let session else { return try await send(bytes, deadline) }
        do throws(TLSFailure) {
            try session.write(bytes)
        } catch {
            throw AttemptFailure(error, in: .exchange)
        }
        try await flush(session, deadline)
    }

    /// Says goodbye where the protocol has a way to; the verdict stands already.
    func close(deadline: Instant) async {
        guard let session else { return }
        session.close()
        // That the peer hears it is mere politeness.
        do throws(AttemptFailure) { try await flush(session, deadline) } catch {}
    }

    /// Says goodbye under TLS and hears the peer out, a little while.
    ///
    /// A peer may send tickets until it has read our last words (RFC 8446 section 4.6.1). If the
    /// socket were closed an RST would answer, which many servers take for a broken handshake. The
    /// deadline is that of the attempt: the next one may begin then.
    mutating func leave(at now: Instant, deadline: Instant) async {
        guard session != nil else { return }
        let deadline = min(now + ConversationLimits.farewellTime, deadline)
        await close(deadline: deadline)
        stream.finishWriting()
        do throws(AttemptFailure) {
            var dropped: [UInt8] = []
            var bytesLeft = ConversationLimits.idleRecordBytesMax
            while bytesLeft > 0 {
                dropped.removeAll(keepingCapacity: true)
                let count = try await receive(
                    into: &dropped, atMost: ConversationLimits.readBytesMax, deadline)
                if count == 0 { break }
                bytesLeft -= count
            }
        } catch {
            // Whatever becomes of the line now, all was said.
        }
    }

    private func flush(
        _ session: any TLSSession, _ deadline: Instant
    ) async throws(AttemptFailure) {
        var output: [UInt8] = []
        session.takeOutput(into: &output)
        if !output.isEmpty { try await send(output, deadline) }
    }

    private static let idle = AttemptFailure(
        reason: .responseTooLarge, in: .exchange,
        detail:
            "\(ConversationLimits.idleRecordBytesMax) bytes of TLS records came that say nothing"
    )

    private mutating func receive(
        into buffer: inout [UInt8], atMost limit: Int, _ deadline: Instant
    ) async throws(AttemptFailure) -> Int {
        // Where something is there already a read does not wait, and others want to go on too.
        readCount += 1
        if readCount.isMultiple(of: ConversationLimits.readsInARowMax) { await Task.yield() }
        do throws(NetworkError) {
            return try await stream.read(into: &buffer, atMost: limit, deadline: deadline)
        } catch {
            throw AttemptFailure(error, in: .exchange)
        }
    }

    private func send(_ bytes: [UInt8], _ deadline: Instant) async throws(AttemptFailure) {
        do throws(NetworkError) {
            try await stream.write(bytes, deadline: deadline)
        } catch {
            throw AttemptFailure(error, in: .exchange)
        }
    }
}
