import Network
import Time

// The exchange.
extension TCPAttempt {
    mutating func converse(
        _ script: Script, over connection: Connection
    ) async throws(AttemptFailure) -> Instant {
        var line = ConversationLine(connection.stream)
        var begin = connection.connectedAt
        let secrets = credentials?.secrets ?? []
        var transcript =
            probe.keepsTranscript ? Transcript(since: begin, hiding: secrets) : nil
        if let tls = probe.tls, !script.startsTLS {
            let (session, doneAt) = try await handshake(tls, connection, from: begin)
            line = ConversationLine(connection.stream, tls: session)
            begin = doneAt
            transcript?.append(.startedTLS, at: begin)
        }
        var driver = ConversationDriver(
            Conversation(script, facts(hiding: secrets)), over: line,
            transcript: transcript, from: begin, time: world.time, deadline: deadline)
        let outcome = await finish(&driver, over: connection, from: begin)
        report.captured = driver.conversation.captured
        report.transcript = driver.transcript
        switch outcome {
        case .success: await driver.line.leave(at: world.time.now, deadline: deadline)
        case .failure: await driver.line.close(deadline: deadline)
        }
        return try outcome.get()
    }

    /// Holds the conversation to its end, with TLS where it is to be started.
    private mutating func finish(
        _ driver: inout ConversationDriver, over connection: Connection, from begin: Instant
    ) async -> Result<Instant, AttemptFailure> {
        var begin = begin
        var exchanged = Duration.zero
        do throws(AttemptFailure) {
            while true {
                let pause = try await driver.run()
                let endedAt = driver.endedAt
                exchanged += endedAt - begin
                guard pause == .startTLS, let tls = probe.tls else {
                    report.phases.exchange = exchanged
                    return .success(endedAt)
                }
                (begin, driver.line) = try await upgrade(tls, connection, from: endedAt)
                driver.resume(from: begin)
            }
        } catch {
            report.failedStep = driver.conversation.place
            var failure = error
            // Saying goodbye is no part of it.
            failure.endedAt = error.endedAt ?? world.time.now
            return .failure(failure)
        }
    }

    private mutating func upgrade(
        _ tls: any TLSClient, _ connection: Connection, from goAhead: Instant
    ) async throws(AttemptFailure) -> (Instant, ConversationLine) {
        let (session, doneAt) = try await handshake(tls, connection, from: goAhead)
        return (doneAt, ConversationLine(connection.stream, tls: session))
    }

    private func facts(hiding secrets: [Secret]) -> AttemptFacts {
        var facts = probe.facts
        facts.number = UInt64(bitPattern: report.startedAt.nanoseconds)
        facts.account = credentials?.account ?? [:]
        facts.hidden = secrets
        return facts
    }
}
