import Network
import Time

/// Carries the bytes of a handshake between a session and a stream.
struct TLSHandshake {
    let stream: any ByteStream
    let deadline: Instant
    let time: any TimeSource

    enum Outcome {
        /// It is done, and was so at that instant.
        case done(TLSFacts, Instant)
        /// It failed; the certificates that had arrived before.
        case failed(AttemptFailure, certificates: [CertificateFacts])
    }

    func perform(_ client: any TLSClient) async -> Outcome {
        do throws(NetworkError) {
            let session = try client.makeSession(at: time.wallTime)
            return try await drive(session)
        } catch {
            return .failed(AttemptFailure(error, in: .tls), certificates: [])
        }
    }

    private func drive(_ session: any TLSSession) async throws(NetworkError) -> Outcome {
        var received = 0
        while true {
            switch session.handshake() {
            case .done(let facts):
                let doneAt = time.now
                session.close()
                // The verdict stands already; that the peer hears our goodbye is mere politeness.
                do throws(NetworkError) { try await flush(session) } catch {}
                return .done(facts, doneAt)
            case .failed(let failure, let certificates):
                do throws(NetworkError) { try await flush(session) } catch {}
                return .failed(AttemptFailure(failure), certificates: certificates)
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

extension AttemptFailure {
    fileprivate init(_ failure: TLSFailure) {
        switch failure {
        case .alert(let number):
            let name = AlertDescription.name(of: number)
            self.init(
                reason: .tlsAlert, in: .tls, detail: "the peer sent alert \(number) (\(name))")
        case .protocolViolation(let words):
            self.init(reason: .tlsProtocol, in: .tls, detail: words)
        case .memory:
            self.init(inconclusive: .memory)
        }
    }
}
