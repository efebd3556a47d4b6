import Network
import Probes
import Simulation
import Testing
import Time

/// Each reason of the enum is brought about once by what the world does.
struct FailureReasonTests {
    struct Situation: Sendable, CustomTestStringConvertible {
        var reason: FailureReason
        var phase: Phase
        var options: TCPProbeOptions
        var scene: @Sendable () -> Scene

        var testDescription: String { reason.rawValue }
    }

    static let situations =
        connecting + resolving + proxying + tooFew + handshakes + certificates + exchanges

    private static let connecting: [Situation] = [
        (FailureReason.refused, Behaviour.refuses), (.timeout, .silent),
        (.reset, .resetsOnConnect), (.hostUnreachable, .hostUnreachable(after: .milliseconds(8))),
        (.networkUnreachable, .networkUnreachable), (.other, .unknownError(22)),
    ].map { reason, behaviour in
        Situation(reason: reason, phase: .connect, options: Scene.options()) { Scene(behaviour) }
    }

    private static let resolving: [Situation] = [
        (FailureReason.dnsNotFound, ResolveError.notFound), (.dnsNoData, .noData),
        (.dnsTimeout, .timeout), (.dnsServerFailure, .serverFailure), (.dnsRefused, .refused),
        (.dnsMalformed, .malformed), (.other, .other(status: 24)),
    ].map { reason, error in
        Situation(reason: reason, phase: .resolve, options: Scene.options(.name(Scene.name))) {
            let scene = Scene()
            scene.world.resolver.set(.fails(error), for: Scene.name)
            return scene
        }
    }

    private static let tooFew = [
        Situation(
            reason: .tooFewAddresses, phase: .connect, options: Scene.options(.all(.count(2)))
        ) {
            Scene.addresses([(Scene.v4(1), .accepts(.discards)), (Scene.v4(2), .refuses)])
        }
    ]

    private static let proxying: [Situation] = [
        (FailureReason.proxyRefused, "HTTP/1.1 403 Forbidden\r\n\r\n"),
        (.proxyAuthentication, "HTTP/1.1 407 Authenticate\r\n\r\n"),
    ].map { reason, answer in
        Situation(reason: reason, phase: .proxy, options: Scene.proxiedOptions(.http)) {
            Scene.proxied([.hear(Scene.httpRequest), .say(answer)])
        }
    }

    private static let handshakes: [Situation] = [
        (FailureReason.tlsAlert, TLSServerAnswer.alert(40)), (.tlsTruncated, .truncates),
        (.tlsProtocol, .garbage(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))),
        (.tlsProtocol, .endless), (.reset, .resets), (.timeout, .staysSilent),
    ].map { reason, answer in
        Situation(reason: reason, phase: .tls, options: Scene.options(tls: true)) {
            Scene.tls(answer)
        }
    }

    private static let certificates = CertificateProblem.allCases.map { problem in
        Situation(
            reason: FailureReason(rawValue: problem.rawValue) ?? .other, phase: .tls,
            options: Scene.options(tls: true)
        ) {
            Scene.tls(.completes(Scene.facts(.failed(problem))))
        }
    }

    private static let exchanges: [Situation] =
        [
            (FailureReason.closedEarly, [ServerTurns.Turn.say("22"), .act(.finish)]),
            (.unexpectedResponse, [.say("554 go away\r\n"), .act(.finish)]),
            (.unexpectedResponse, [.say("554 go away\r\n")]),
            (.responseTooLarge, [.say([UInt8](repeating: 0, count: 1_000_000))]),
            (.timeout, [.say("22")]), (.reset, [.say("22"), .act(.reset)]),
        ].map { reason, turns in
            Situation(reason: reason, phase: .exchange, options: greeted) { Scene.talk(turns) }
        }
        + [
            (FailureReason.unexpectedlyOpen, PortExpectation.closed, Behaviour.accepts(.discards)),
            (.unexpectedlyClosed, .filtered, .refuses),
        ].map { reason, expectation, behaviour in
            var options = Scene.options()
            options.expectation = expectation
            return Situation(reason: reason, phase: .connect, options: options) { Scene(behaviour) }
        }

    /// Options of a probe that waits for the greeting of a mail server.
    private static let greeted: TCPProbeOptions = {
        var options = Scene.options()
        let steps = try? [Step.expect("^220 ")]
        options.script = steps.map { Script([Script.Part(.script, $0)]) }
        return options
    }()

    @Test(arguments: situations)
    func `what the world does is told by its reason and phase`(situation: Situation) throws {
        let report = try situation.scene().attempt(situation.options)
        #expect(report.verdict == .failure(situation.reason, situation.phase))
        #expect(report.isTimingFair)
        #expect(report.phases[situation.phase] == nil || situation.reason.isOfAWholePhase)
    }

    @Test func `every reason of the enum is among them`() {
        #expect(Set(Self.situations.map(\.reason)) == Set(FailureReason.allCases))
    }

    @Test(arguments: [
        (Behaviour.resetsAfterAccept, FailureReason.reset), (.closesAfterAccept, .tlsTruncated),
        (.acceptsAndStaysSilent, .timeout), (.speaksPlainText, .tlsProtocol),
        (.accepts(.discards), .timeout),
    ])
    func `who accepts and speaks no TLS fails in that phase, and only then`(
        behaviour: Behaviour, reason: FailureReason
    ) throws {
        #expect(try Scene(behaviour).attempt().verdict == .success)
        let report = try Scene(behaviour).attempt(Scene.options(tls: true))
        #expect(report.verdict == .failure(reason, .tls))
        #expect(report.phases.connect == Scene.oneWay * 2)
        #expect(report.tls == nil)
    }

    @Test func `an unknown error tells its number`() throws {
        #expect(try Scene(.unknownError(22)).attempt().detail == "error number 22")
    }
}

extension FailureReason {
    /// Whether it comes of what was learnt when the phase was over.
    fileprivate var isOfAWholePhase: Bool {
        rawValue.hasPrefix("certificate_") || self == .unexpectedlyOpen
    }
}
