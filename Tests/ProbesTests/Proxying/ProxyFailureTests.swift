import Network
import Probes
import Simulation
import Testing
import Time

/// Trouble with the proxy is told from trouble of the target.
struct ProxyFailureTests {
    /// What a proxy says to a request, and what that means.
    struct Answer: Sendable {
        var kind: ProxyKind
        var answer: [ServerTurns.Turn]
        var verdict: Verdict
        var detail: String?
    }

    private static func socks(
        _ code: UInt8, _ meaning: String, _ verdict: Verdict
    ) -> Answer {
        Answer(
            kind: .socks5, answer: [.say([5, code, 0, 1, 0, 0, 0, 0, 0, 0])], verdict: verdict,
            detail: "the proxy replied \(code) (\(meaning))")
    }

    private static func http(_ status: String, _ verdict: Verdict, _ detail: String) -> Answer {
        Answer(
            kind: .http, answer: [.say("HTTP/1.1 \(status)\r\n\r\n")], verdict: verdict,
            detail: "the proxy answered \(detail)")
    }

    private static let answers: [Answer] =
        [
            socks(1, "general failure", .failure(.proxyRefused, .proxy)),
            socks(2, "not allowed by its rules", .failure(.proxyRefused, .proxy)),
            socks(3, "network unreachable", .failure(.networkUnreachable, .connect)),
            socks(4, "host unreachable", .failure(.hostUnreachable, .connect)),
            socks(5, "connection refused", .failure(.refused, .connect)),
            socks(6, "TTL expired", .failure(.hostUnreachable, .connect)),
            socks(7, "command not supported", .failure(.proxyRefused, .proxy)),
            socks(8, "type of address not supported", .failure(.proxyRefused, .proxy)),
            http("407 Authenticate", .failure(.proxyAuthentication, .proxy), "407"),
            http("504 Timeout", .failure(.timeout, .connect), "504"),
            http("502 Bad Gateway", .failure(.proxyRefused, .proxy), "502"),
            http(
                "502 Bad Gateway\r\nProxy-Status: p; error=connection_refused",
                .failure(.refused, .connect), "502 (connection_refused)"),
            http("403 Forbidden", .failure(.proxyRefused, .proxy), "403"),
        ] + endings

    private static let endings = ProxyKind.allCases.flatMap { kind in
        [
            Answer(
                kind: kind, answer: [.act(.finish)], verdict: .failure(.proxyRefused, .proxy),
                detail: "the proxy closed the connection without an answer"),
            Answer(
                kind: kind, answer: [.act(.reset)], verdict: .failure(.reset, .proxy),
                detail: nil),
            Answer(kind: kind, answer: [], verdict: .failure(.timeout, .connect), detail: nil),
        ]
    }

    @Test(arguments: answers)
    func `the answer to a request is told by its reason and phase`(answer: Answer) throws {
        let turns = Array(Scene.turns(answer.kind).dropLast())
        let scene = Scene.proxied(turns + answer.answer)
        let report = try scene.attempt(Scene.proxiedOptions(answer.kind, tls: true))
        #expect(report.verdict == answer.verdict)
        #expect(report.detail == answer.detail)
        #expect(report.phases.connect == nil)
        let isOfProxy = if case .failure(_, .proxy) = answer.verdict { true } else { false }
        #expect((report.phases.proxy == nil) == isOfProxy)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: [
        (Behaviour.refuses, FailureReason.proxyRefused, Phase.proxy),
        (.silent, .timeout, .proxy), (.resetsOnConnect, .reset, .proxy),
        (.hostUnreachable(after: .milliseconds(8)), .hostUnreachable, .proxy),
        (.networkUnreachable, .networkUnreachable, .proxy),
        (.resetsAfterAccept, .reset, .proxy), (.closesAfterAccept, .proxyRefused, .proxy),
        (.acceptsAndStaysSilent, .timeout, .proxy), (.speaksPlainText, .proxyRefused, .proxy),
    ])
    func `a proxy that cannot be used is told from the target`(
        behaviour: Behaviour, reason: FailureReason, phase: Phase
    ) throws {
        let scene = Scene.proxied(behaviour)
        let report = try scene.attempt(Scene.proxiedOptions(.socks5))
        #expect(report.verdict == .failure(reason, phase))
        #expect(report.phases == PhaseDurations())
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: [
        (ResolveError.notFound, FailureReason.dnsNotFound), (.noData, .dnsNoData),
        (.timeout, .dnsTimeout), (.serverFailure, .dnsServerFailure),
    ])
    func `a proxy whose name is not resolved fails in its own phase`(
        error: ResolveError, reason: FailureReason
    ) throws {
        let scene = Scene.proxied([])
        scene.world.resolver.set(.fails(error), for: Scene.proxyName)
        let report = try scene.attempt(Scene.proxiedOptions(.http))
        #expect(report.verdict == .failure(reason, .proxy))
        #expect(report.phases == PhaseDurations())
    }

    @Test(arguments: [
        ([5, 255], "the proxy wants credentials", FailureReason.proxyAuthentication),
        ([5, 2], "the proxy chose method 2, which was not offered", .proxyRefused),
        ([4, 0], "the proxy does not speak SOCKS 5: it answers with byte 4", .proxyRefused),
    ])
    func `a SOCKS proxy that wants something else is told so`(
        answer: [UInt8], detail: String, reason: FailureReason
    ) throws {
        let scene = Scene.proxied([.hear([5, 1, 0]), .say(answer)])
        let report = try scene.attempt(Scene.proxiedOptions(.socks5))
        #expect(report.verdict == .failure(reason, .proxy))
        #expect(report.detail == detail)
    }

    @Test func `wrong credentials are told from a proxy that refuses`() throws {
        let scene = Scene.proxied([.hear([5, 2, 0, 2]), .say([5, 2]), .hear([1]), .say([1, 9])])
        scene.world.files.set(Scene.passwordFile, "wrong")
        let report = try scene.attempt(Scene.proxiedOptions(.socks5, hasLogin: true))
        #expect(report.verdict == .failure(.proxyAuthentication, .proxy))
        #expect(report.detail == "the proxy refused the credentials (status 9)")
    }

    @Test func `a proxy that waits for the target has the limit of a connection for itself`() throws
    {
        let scene = Scene.proxied(Array(Scene.turns(.socks5).dropLast()))
        let report = try scene.attempt(Scene.proxiedOptions(.socks5))
        #expect(report.verdict == .failure(.timeout, .connect))
        #expect(report.phases.proxy == .milliseconds(60))
        #expect(report.duration == .milliseconds(60) + .seconds(2))
    }

    @Test func `the limit of a connection holds for all that comes before the request`() throws {
        let scene = Scene.proxied([.hear([5, 1, 0])])
        let report = try scene.attempt(Scene.proxiedOptions(.socks5))
        #expect(report.verdict == .failure(.timeout, .proxy))
        // The name is not part of it.
        #expect(report.duration == .milliseconds(20) + .seconds(2))
    }

    @Test func `a proxy that never comes to an end is not heard for ever`() throws {
        let endless: [ServerTurns.Turn] = (0..<100).map { _ in
            .say("HTTP/1.1 102 Processing\r\nx: y\r\n\r\n")
        }
        let scene = Scene.proxied([.hear(Scene.httpRequest)] + endless)
        let report = try scene.attempt(Scene.proxiedOptions(.http))
        #expect(report.verdict == .failure(.proxyRefused, .proxy))
        #expect(report.detail == "the proxy sends one answer of the kind 1xx after another")
    }

    @Test(arguments: LocalTrouble.allCases)
    func `trouble of our own on the way to the proxy says nothing about anybody`(
        trouble: LocalTrouble
    ) throws {
        let report = try Scene.proxied(.localTrouble(trouble)).attempt(
            Scene.proxiedOptions(.http))
        let reason = try #require(InconclusiveReason(rawValue: trouble.rawValue))
        #expect(report.verdict == .inconclusive(reason))
    }

    @Test(arguments: [
        (FileError.missing, "there is no such file"), (.permission, "permission denied"),
        (.notRegular, "it is no regular file"), (.tooLarge, "it has more than 255 bytes"),
        (.other(errorNumber: 5), "it could not be read (errno 5)"),
    ])
    func `a password that cannot be read says nothing about anybody`(
        error: FileError, words: String
    ) throws {
        let scene = Scene.proxied(Scene.turns(.http))
        scene.world.files.set(Scene.passwordFile, failing: error)
        let report = try scene.attempt(Scene.proxiedOptions(.http, hasLogin: true))
        #expect(report.verdict == .inconclusive(.credentials))
        #expect(report.detail == "\(Scene.passwordFile): \(words)")
        #expect(report.proxyAddress == nil)
        #expect(scene.world.resolver.queryCount == 0)
    }

    @Test(arguments: [
        ("", "it is empty"), ("\n", "it is empty"), ("a\nb", "it has more than one line"),
        (String(repeating: "p", count: 256), "it has more than 255 bytes"),
    ])
    func `a file without one password says nothing about anybody`(
        text: String, words: String
    ) throws {
        let scene = Scene.proxied(Scene.turns(.http))
        scene.world.files.set(Scene.passwordFile, text)
        let report = try scene.attempt(Scene.proxiedOptions(.http, hasLogin: true))
        #expect(report.verdict == .inconclusive(.credentials))
        #expect(report.detail == "\(Scene.passwordFile): \(words)")
    }

    @Test(arguments: [Duration.milliseconds(30), .milliseconds(50), .seconds(1)])
    func `a shutdown ends the way through a proxy at once`(limit: Duration) throws {
        let scene = Scene.proxied([.hear([5, 1, 0]), .say([5, 0])])
        let report = try scene.attempt(
            Scene.proxiedOptions(.socks5), cancelledAfter: limit)
        #expect(report.verdict == .inconclusive(.shutdown))
        #expect(report.duration == limit)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test func `a proxy that gave up on a prober which stood still says nothing`() throws {
        let scene = Scene.proxied(
            Array(Scene.turns(.http).dropLast()) + [.act(.wait(.seconds(1))), .act(.finish)])
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.stall(for: .milliseconds(1_300))
        }
        let report = try scene.attempt(Scene.proxiedOptions(.http))
        #expect(report.verdict == .inconclusive(.stalled))
    }
}
