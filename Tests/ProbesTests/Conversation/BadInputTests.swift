import Network
import Probes
import Simulation
import Testing
import Time

/// What a peer may do to a conversation in the clear.
struct BadInputTests {
    private static let timeout = Duration.seconds(5)
    /// Connected, and one way more.
    private static let firstWord = Scene.oneWay * 3

    enum End: CaseIterable {
        case silence, finish, reset

        var turns: [Turn] {
            switch self {
            case .silence: []
            case .finish: [.act(.finish)]
            case .reset: [.act(.reset)]
            }
        }

        /// What it gives where something is missing.
        var reason: FailureReason {
            switch self {
            case .silence: .timeout
            case .finish: .closedEarly
            case .reset: .reset
            }
        }
    }

    @Test(arguments: ["x", "\u{0}", "220-and more\r\n", "é"])
    func `an endless banner is too large as soon as it is`(word: String) throws {
        let banner = String(repeating: word, count: 1_000_000 / word.utf8.count)
        let scene = Scene.talk([.say(banner)])
        let report = try scene.converse([.expect("^220 ")])
        #expect(report.verdict == .failure(.responseTooLarge, .exchange))
        #expect(report.failedNumber == 1)
        #expect(report.duration == Self.firstWord)
        #expect(report.phases.exchange == nil)
    }

    @Test func `one byte below the limit is waited for, and one above it is not`() throws {
        for (surplus, reason) in [(0, FailureReason.timeout), (1, .responseTooLarge)] {
            let count = ConversationLimits.answerBytesMax + surplus
            let scene = Scene.talk([.say([UInt8](repeating: 0x20, count: count))])
            #expect(
                try scene.converse([.expect("^220 ")]).verdict == .failure(reason, .exchange))
        }
    }

    @Test(arguments: [
        ("x", FailureReason.timeout), ("\u{0}", .timeout), ("\n", .unexpectedResponse),
    ])
    func `one byte a second is heard until the very deadline`(
        word: String, reason: FailureReason
    ) throws {
        let turns = (0..<60).flatMap { _ in [Turn.say(word), .act(.wait(.seconds(1)))] }
        let report = try Scene.talk(turns).converse([.expect("^220 ")])
        #expect(report.verdict == .failure(reason, .exchange))
        #expect(report.failedNumber == 1)
        #expect(report.duration == Self.timeout)
    }

    @Test(arguments: End.allCases)
    func `a line that is cut anywhere is not there, until nothing more can come`(
        end: End
    ) throws {
        let banner = Array("220 mail.example ESMTP\r\n".utf8)
        for cut in 0...banner.count {
            let scene = Scene.talk([.say(Array(banner[..<cut]))] + end.turns)
            let report = try scene.converse([.expect("^220 .* ESMTP$")])
            // Who closes ends the line.
            let isThere = cut == banner.count || end == .finish && cut >= banner.count - 2
            #expect(
                report.verdict == (isThere ? .success : .failure(end.reason, .exchange)),
                "cut at \(cut)")
            #expect(report.failedNumber == (isThere ? nil : 1))
            let duration = isThere || end != .silence ? Self.firstWord : Self.timeout
            #expect(report.duration == duration, "cut at \(cut)")
        }
    }

    @Test(arguments: End.allCases)
    func `a match that holds is a success, whether its groups have names or not`(
        end: End
    ) throws {
        let banner = Array("220 mail.example ESMTP\r\n".utf8)
        for cut in 0...banner.count {
            let turns = [Turn.say(Array(banner[..<cut]))] + end.turns
            let plain = try Scene.talk(turns).converse([.expect(#"^220 (\S+)"#)])
            let named = try Scene.talk(turns).converse([
                .expect(
                    #"^220 (?P<host>\S+)"#, captures: [Capture(name: "host", use: .label)])
            ])
            let isThere = cut > 4
            #expect(
                plain.verdict == (isThere ? .success : .failure(end.reason, .exchange)),
                "cut at \(cut)")
            #expect(named.verdict == plain.verdict, "cut at \(cut)")
            #expect(named.duration == plain.duration)
            let host = String(decoding: banner[..<cut].dropFirst(4), as: UTF8.self)
                .prefix { $0 != " " }
            #expect(
                named.captured
                    == (isThere ? [Captured(name: "host", content: .text(String(host)))] : []))
        }
    }

    @Test func `an expression that nothing matches too waits for the first word`() throws {
        let turns: [Turn] = [.act(.wait(.milliseconds(700))), .say("ready\r\n")]
        let report = try Scene.talk(turns).converse([
            .expect("(?P<banner>.*)", captures: [Capture(name: "banner", use: .label)])
        ])
        #expect(report.verdict == .success)
        #expect(report.captured == [Captured(name: "banner", content: .text("ready"))])
        let silent = try Scene.talk([]).converse([.expect("(?P<banner>.*)")])
        #expect(silent.verdict == .failure(.timeout, .exchange))
    }

    @Test func `a peer that leaves before our goodbye has answered all the same`() throws {
        for pause in [Duration.zero, .milliseconds(1)] {
            let scene = Scene.talk([.say("OK\r\n"), .act(.wait(pause)), .act(.reset)])
            let report = try scene.converse([.expect("^OK"), .send("QUIT\r\n"), .send("QUIT\r\n")])
            #expect(report.verdict == .success)
        }
        let report = try Scene.talk([.act(.reset)]).converse([
            .send("HELLO\r\n"), .expect("^OK"), .send("QUIT\r\n"),
        ])
        #expect(report.verdict == .failure(.reset, .exchange))
    }

    @Test func `a NUL is a byte like any other`() throws {
        let turns: [Turn] = [.say("\u{0}\u{0}SSH-2.0-x\u{0}y\r\n")]
        #expect(try Scene.talk(turns).converse([.expect("SSH-2.0-")]).verdict == .success)
        #expect(try Scene.talk(turns).converse([.expect(#"^\x00+SSH-2"#)]).verdict == .success)
        let report = try Scene.talk(turns).converse([.expect("^SSH-2.0-")])
        #expect(report.verdict == .failure(.unexpectedResponse, .exchange))
        #expect(report.detail?.hasPrefix(#""\x00\x00SSH-2.0-x\x00y\r\n" came"#) == true)
    }

    @Test func `a peer that ends its side before it has answered has closed early`() throws {
        let scene = Scene.talk([.say("220 hello\r\n"), .act(.finish)])
        let report = try scene.converse([
            .expect("^220 "), .send("EHLO sonde.invalid\r\n"), .expect("^250 "),
        ])
        #expect(report.verdict == .failure(.closedEarly, .exchange))
        #expect(report.failedNumber == 3)
        #expect(report.duration == Self.firstWord)
    }

    @Test func `a peer that ends its side behind its answer has answered`() throws {
        let scene = Scene.talk([
            .hear("VERSION\n"), .say("OK 1.2\n"), .act(.finish), .hear("BYE\n"),
        ])
        let report = try scene.converse([
            .send("VERSION\n"), .expect("^OK "), .send("BYE\n"),
        ])
        #expect(report.verdict == .success)
    }

    @Test func `what a peer said before it broke off is what it is judged by`() throws {
        let line: [Turn] = [.say("220 hello\r\n554 go away\r\n"), .act(.reset)]
        for pause in [Duration.zero, .milliseconds(1)] {
            // The RST is there when we send, or only after.
            var turns = line
            turns.insert(.act(.wait(pause)), at: 1)
            let report = try Scene.talk(turns).converse([
                .expect("^220 "), .send("EHLO sonde.invalid\r\n"), .expect("^250 "),
            ])
            #expect(report.verdict == .failure(.unexpectedResponse, .exchange), "\(pause)")
            #expect(report.failedNumber == 3)
        }
    }

    @Test func `a peer that never reads makes who sends too much wait until the deadline`()
        throws
    {
        let (scene, deaf) = try Self.deaf()
        let report = try scene.converse(
            [
                .send(Template(bytes: [UInt8](repeating: 0x78, count: 1_000_000))), .expect("^OK"),
            ], host: .address(.loopback4))
        #expect(report.verdict == .failure(.timeout, .exchange))
        #expect(report.failedNumber == 1)
        #expect(report.duration == Self.timeout)
        withExtendedLifetime(deaf) {}
    }

    @Test func `a peer that never reads does not answer what the network holds for it`() throws {
        let (scene, deaf) = try Self.deaf()
        let report = try scene.converse(
            [
                .send(Template(bytes: [UInt8](repeating: 0x78, count: 64 * 1024))), .expect("^OK"),
            ], host: .address(.loopback4))
        #expect(report.verdict == .failure(.timeout, .exchange))
        #expect(report.failedNumber == 2)
        #expect(report.duration == Self.timeout)
        withExtendedLifetime(deaf) {}
    }

    @Test func `a peer may speak while it is spoken to`() throws {
        let words = [UInt8](repeating: 0x78, count: 60 * 1024)
        let scene = Scene.talk([.say(words), .hear(words), .say("\nOK\n")])
        let report = try scene.converse([.send(Template(bytes: words)), .expect("^OK$")])
        #expect(report.verdict == .success)
    }

    /// A scene with a listener that nobody accepts from.
    private static func deaf() throws -> (Scene, any StreamListener) {
        let scene = Scene()
        let elsewhere = Endpoint(address: .loopback4, port: 443)
        let listener = try scene.world.network.listen(on: elsewhere)
        return (scene, listener)
    }
}
