import Network
import Time

/// Carries the bytes of a handshake between a session and a stream.
struct TLSHandshake {
    let stream: any ByteStream
    let deadline: Instant
    let time: any TimeSource

    enum Outcome {
        /// It is done, and was so at that instant; the conversation may go on.
        case done(TLSFacts, Instant, any TLSSession)
        /// It failed; the certificates that had arrived before.
        case failed(AttemptFailure, certificates: [CertificateFacts])
    }

    func perform(_ client: any TLSClient) async -> Outcome {
        do throws(NetworkError) {
            let session = try client.makeSession(at: time.wallTime)
            return try await drive(session)
        } catch {
            var failure = AttemptFailure(error, in: .tls)
            if error == .local(.credentials) { failure.detail = client.credentialsFault }
            return .failed(failure, certificates: [])
        }
    }

    private func drive(_ session: any TLSSession) async throws(NetworkError) -> Outcome {
        var received = 0
        while true {
            switch session.handshake() {
            case .done(let facts):
                // Our last flight (RFC 8446 section 2) leaves with whatever is said next.
                return .done(facts, time.now, session)
            case .failed(let failure, let certificates):
                do throws(NetworkError) { try await flush(session) } catch {}
                return .failed(AttemptFailure(failure, in: .tls), certificates: certificates)
            case .needsMore:
                try await flush(session)
                var arrived: [UInt8] = []
                let count = try await stream.read(
                    into: &arrived, atMost: ProbeLimits.handshakeReadBytesMax, deadline: deadline)
                received += count
                guard count > 0 else {
                    return .failed(
                        AttemptFailure(reason: .tlsTruncated, in: .tls), certificates: [])
                }
                guard received <= ProbeLimits.handshakeBytesMax else {
                    return .failed(
                        AttemptFailure(
                            reason: .tlsProtocol, in: .tls, detail: "the handshake never ends"),
                        certificates: [])
                }
                session.receive(arrived)
            }
        }
    }

    private func flush(_ session: any TLSSession) async throws(NetworkError) {
        var output: [UInt8] = []
        session.takeOutput(into: &output)
        if !output.isEmpty { try await stream.write(output, deadline: deadline) }
    }
}
