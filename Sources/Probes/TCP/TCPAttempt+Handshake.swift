import Network
import Time

// The handshake.
extension TCPAttempt {
    /// Speaks TLS over a connection; the phase begins at `begin`.
    mutating func handshake(
        _ client: any TLSClient, _ connection: Connection, from begin: Instant
    ) async throws(AttemptFailure) -> (any TLSSession, doneAt: Instant) {
        let handshake = TLSHandshake(
            stream: connection.stream, deadline: deadline, time: world.time)
        switch await handshake.perform(client) {
        case .failed(let failure, let certificates):
            report.certificates = certificates
            throw failure
        case .done(let facts, let doneAt, let session):
            report.phases.tls = doneAt - begin
            report.tls = facts
            report.certificates = facts.certificates
            if let file = probe.certificateFile, let leaf = facts.certificates.first {
                report.comparison = file.comparison(with: leaf)
            }
            if probe.options.tls?.verify == true, case .failed(let problem) = facts.verification {
                await ConversationLine(connection.stream, tls: session).close(deadline: deadline)
                var failure = AttemptFailure(reason: FailureReason(problem), in: .tls)
                failure.endedAt = doneAt
                throw failure
            }
            return (session, doneAt)
        }
    }
}
