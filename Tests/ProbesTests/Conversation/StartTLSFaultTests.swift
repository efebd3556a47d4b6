import Network
import Probes
import Simulation
import Testing
import Time

/// What may go wrong where TLS begins, and under it.
struct StartTLSFaultTests {
    private static let timeout = Duration.seconds(5)

    private static func steps() throws -> [Step] {
        [
            .send("STARTTLS\r\n"), try .expect("^220 ", wholeLine: true), .startTLS,
            .send("VERSION\r\n"), try .expect("^OK$"), .send("QUIT\r\n"),
        ]
    }

    /// All goes well with these turns.
    private static func turns(_ handshake: Turn) -> [Turn] {
        [
            .hear("STARTTLS\r\n"), .say("220 go ahead\r\n"), handshake, .hear("VERSION\r\n"),
            .say("OK\r\n"), .hear("QUIT\r\n"),
        ]
    }

    private static func attempt(
        _ answer: TLSServerAnswer, _ turns: (Turn) -> [Turn] = turns
    ) throws -> ProbeReport {
        try Scene.talk(answer, turns).converse(try steps(), timeout: timeout)
    }

    @Test func `all may go well`() throws {
        let report = try Self.attempt(.completes(Scene.facts()))
        #expect(report.verdict == .success)
        #expect(report.failedStep == nil)
        // Each side of TLS takes one round trip, and so does the handshake.
        #expect(report.phases.exchange == Scene.oneWay * 4)
        #expect(report.phases.tls == Scene.oneWay * 2)
        #expect(report.tls == Scene.facts())
    }

    @Test func `what comes in one piece with the go-ahead is never taken for TLS`() throws {
        for injected in ["\r", "250 OK\r\n", "\u{16}\u{3}\u{1}", "\u{0}"] {
            let report = try Self.attempt(.completes(Scene.facts())) { handshake in
                [.hear("STARTTLS\r\n"), .say("220 go ahead\r\n" + injected), handshake]
            }
            #expect(report.verdict == .failure(.unexpectedResponse, .exchange), "\(injected)")
            #expect(report.failedNumber == 3)
            #expect(report.detail?.contains("in the clear after the go-ahead") == true)
            #expect(report.tls == nil)
        }
    }

    @Test func `what comes in the clear behind the go-ahead is no handshake`() throws {
        let report = try Self.attempt(.completes(Scene.facts())) { handshake in
            [
                .hear("STARTTLS\r\n"), .say("220 go ahead\r\n"), .act(.wait(.milliseconds(1))),
                .say("250 OK\r\n"), handshake,
            ]
        }
        #expect(report.verdict == .failure(.tlsProtocol, .tls))
        #expect(report.failedNumber == 3)
        #expect(report.tls == nil)
    }

    @Test(arguments: [
        (
            TLSServerAnswer.garbage(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)),
            FailureReason.tlsProtocol
        ),
        (.alert(40), .tlsAlert), (.staysSilent, .timeout), (.truncates, .tlsTruncated),
        (.resets, .reset), (.endless, .tlsProtocol),
    ])
    func `a handshake that fails is told in its phase and at its step`(
        answer: TLSServerAnswer, reason: FailureReason
    ) throws {
        let report = try Self.attempt(answer)
        #expect(report.verdict == .failure(reason, .tls))
        #expect(report.failedNumber == 3)
        #expect(report.phases.connect != nil)
        #expect(report.phases.exchange == nil)
        #expect(reason != .timeout || report.duration == Self.timeout)
    }

    @Test(arguments: CertificateProblem.allCases)
    func `a bad certificate is told at its step, with its facts`(
        problem: CertificateProblem
    ) throws {
        let facts = Scene.facts(.failed(problem))
        let report = try Self.attempt(.completes(facts))
        let reason = try #require(FailureReason(rawValue: problem.rawValue))
        #expect(report.verdict == .failure(reason, .tls))
        #expect(report.failedNumber == 3)
        #expect(report.tls == facts)
        #expect(report.duration == Scene.oneWay * 6)
    }

    struct Break: Sendable, CustomTestStringConvertible {
        var name: String
        var turn: Turn
        var reason: FailureReason

        var testDescription: String { name }
    }

    @Test(arguments: [
        Break(name: "close_notify", turn: .closeNotify, reason: .closedEarly),
        Break(name: "FIN", turn: .act(.finish), reason: .closedEarly),
        Break(name: "RST", turn: .act(.reset), reason: .reset),
        Break(name: "alert", turn: .alert(20), reason: .tlsAlert),
        Break(
            name: "clear text", turn: .act(.send(Array("OK\r\n".utf8))), reason: .tlsProtocol),
        Break(name: "half a line", turn: .say("O"), reason: .timeout),
        Break(name: "another line", turn: .say("NO\r\n"), reason: .unexpectedResponse),
    ])
    func `what breaks off under TLS is told in the exchange and at its step`(
        fault: Break
    ) throws {
        let report = try Self.attempt(.completes(Scene.facts())) { handshake in
            Self.turns(handshake).prefix(4) + [fault.turn]
        }
        #expect(report.verdict == .failure(fault.reason, .exchange))
        #expect(report.failedNumber == 5)
        #expect(report.tls == Scene.facts())
        #expect(report.phases.tls == Scene.oneWay * 2)
        #expect(report.phases.exchange == nil)
    }

    @Test func `what a peer said under TLS before it closed is what it is judged by`() throws {
        for end in [Turn.closeNotify, .act(.finish), .act(.reset), .alert(0)] {
            let report = try Self.attempt(.completes(Scene.facts())) { handshake in
                Self.turns(handshake).prefix(5) + [end]
            }
            // The last step is a courtesy: nobody waits for its answer.
            #expect(report.verdict == .success, "\(end)")
        }
    }

    @Test func `records that say nothing end it before they fill the memory`() throws {
        let count = ConversationLimits.idleRecordBytesMax / 4 + 1
        let report = try Self.attempt(.completes(Scene.facts())) { handshake in
            Self.turns(handshake).prefix(4) + [.emptyRecords(count), .say("OK\r\n")]
        }
        #expect(report.verdict == .failure(.responseTooLarge, .exchange))
        #expect(report.failedNumber == 5)
    }

    @Test func `records that say nothing do not move the deadline`() throws {
        let report = try Self.attempt(.completes(Scene.facts())) { handshake in
            Self.turns(handshake).prefix(4)
                + (0..<600).flatMap { _ in
                    [Turn.emptyRecords(1), .act(.wait(.milliseconds(10)))]
                }
        }
        #expect(report.verdict == .failure(.timeout, .exchange))
        #expect(report.duration == Self.timeout)
    }

    /// Which step an RST before each of the turns ends, and in which phase.
    @Test(arguments: [
        (0, 2, Phase.exchange), (1, 2, .exchange), (2, 3, .tls), (3, 5, .exchange),
        (4, 5, .exchange),
    ])
    func `an RST at any turn is told at the step that it ended`(
        turn: Int, step: Int, phase: Phase
    ) throws {
        let report = try Self.attempt(.completes(Scene.facts())) { handshake in
            Self.turns(handshake).prefix(turn) + [.act(.reset)]
        }
        #expect(report.verdict == .failure(.reset, phase))
        #expect(report.failedNumber == step)
        #expect(report.duration < .seconds(1))
    }
}
