import Patterns
import Probes
import Testing
import Wire

struct ConversationTests {
    private static func text(_ words: String) -> [UInt8] { Array(words.utf8) }

    private static func expect(
        _ expression: String, refusal: String? = nil, captures: [Capture] = [],
        wholeLine: Bool = false
    ) throws -> Step {
        .expect(
            Expectation(
                try Pattern(expression, wholeLine: wholeLine),
                refusal: try refusal.map { try Pattern($0) },
                captures: captures))
    }

    private static func smtp() throws -> Stage {
        Stage([
            try expect(
                #"^220 (?P<host>\S+) ESMTP (?P<software>.*)$"#,
                captures: [Capture(name: "software", use: .label)]),
            .send(["EHLO ", .capture("host"), "\r\n"]),
            try expect("^250-STARTTLS$"),
            .send("STARTTLS\r\n"),
            try expect("^220", wholeLine: true),
            .startTLS,
            .send("QUIT\r\n"),
            try expect("^221 "),
        ])
    }

    private static let clear = text(
        "220 mx.example ESMTP Postfix (Debian)\r\n"
            + "250-mx.example\r\n250-STARTTLS\r\n250 SMTPUTF8\r\n"
            + "220 2.0.0 Ready to start TLS\r\n")

    @Test func `however the bytes are cut, a conversation says and finds the same`() throws {
        let stage = try Self.smtp()
        for clear in Stage.cuts(Self.clear) {
            for encrypted in Stage.cuts(Self.text("221 2.0.0 Bye\r\n")) {
                // It hears of EHLO, STARTTLS and then of TLS.
                let ending = stage.play(turns: [clear, [], [], encrypted])
                #expect(ending.result == .done, "\(clear) \(encrypted)")
                #expect(
                    ending.sent
                        == Self.text("EHLO mx.example\r\nSTARTTLS\r\n<TLS>QUIT\r\n"))
                #expect(
                    ending.captured == [
                        Captured(name: "software", content: .text("Postfix (Debian)"))
                    ])
            }
        }
    }

    @Test func `a banner that is cut anywhere is late, or closed early`() throws {
        let stage = try Self.smtp()
        for count in 0..<Self.clear.count {
            let pieces = [Array(Self.clear[..<count])].filter { !$0.isEmpty }
            guard case .failed(let late, _) = stage.play(pieces).result,
                case .failed(let early, _) = stage.play(pieces, then: .closes).result
            else {
                Issue.record("\(count) bytes are enough")
                return
            }
            // Half a line may be late; a whole one that does not fit is an answer.
            #expect([.timeout, .unexpectedResponse].contains(late), "\(count) bytes")
            #expect([.closedEarly, .unexpectedResponse].contains(early), "\(count) bytes")
            // An end is the end of a line as well, and may give it what it lacked.
            #expect(late != .timeout || early == .closedEarly, "\(count) bytes")
        }
    }

    @Test func `bytes after the go-ahead fail, in one piece or in many`() throws {
        let stage = try Self.smtp()
        let whole = Self.clear + Self.text("250 injected\r\n")
        #expect(stage.play([whole]).result == .failed(.unexpectedResponse, step: 6))
        for pieces in Stage.cuts(whole) {
            let result = stage.play(pieces).result
            // What comes in a piece of its own after the go-ahead is read as TLS, and is none.
            let isLate = result == .failed(.tlsProtocol, step: 6)
            let isHeld = pieces[0].count < Self.clear.count && pieces.count == 2
            #expect(
                result == .failed(.unexpectedResponse, step: 6) || (isLate && !isHeld),
                "\(pieces.map(\.count))")
        }
    }

    @Test func `nothing is added to what is sent`() throws {
        let stage = Stage([
            .send("a"), .send(Template(bytes: [0, 0xff, 10])), .send([.host, ":", .port]),
            .send([.attemptDigits]), .send([.serverName]),
        ])
        #expect(
            stage.play([]).sent
                == Self.text("a") + [0, 0xff, 10]
                + Self.text("mail.example:25000000000000002amail.example"))
    }

    @Test func `a prompt without a newline is enough`() throws {
        let stage = Stage([
            try Self.expect("login: "), .send("monitor\r\n"), try Self.expect("Password: "),
        ])
        for pieces in Stage.cuts(Self.text("Debian GNU/Linux 12\r\nlogin: Password: ")) {
            #expect(stage.play(pieces).result == .done)
        }
    }

    @Test func `the next expectation goes on after the match`() throws {
        let stage = Stage([
            try Self.expect("ab"), try Self.expect("^c"), try Self.expect("b$"),
            .expectBytes([0x21]),
        ])
        // The first c stands within a line.
        for pieces in Stage.cuts(Self.text("xab c\nc ab\r\n!")) {
            #expect(stage.play(pieces).result == .failed(.unexpectedResponse, step: 4))
        }
        for pieces in Stage.cuts(Self.text("xab c\nc a\nb\n")) {
            #expect(stage.play(pieces).result == .failed(.unexpectedResponse, step: 4))
        }
    }

    @Test func `exact bytes are compared as they come`() throws {
        let stage = Stage([.expectBytes([0, 6, 0xff]), .send("x"), .expectBytes([7])])
        for pieces in Stage.cuts([0, 6, 0xff, 7]) {
            #expect(stage.play(pieces).result == .done)
        }
        for pieces in Stage.cuts([0, 6, 0xfe, 7]) {
            #expect(stage.play(pieces).result == .failed(.unexpectedResponse, step: 1))
        }
        #expect(stage.play([[0, 6]]).result == .failed(.timeout, step: 1))
        #expect(stage.play([[0, 6]], then: .closes).result == .failed(.closedEarly, step: 1))
    }

    @Test func `a frame is judged when it is whole`() throws {
        let packet: [UInt8] = [6, 0, 0, 0, 10, 0x38, 0x2e, 0x30, 0, 0xff]
        let stage = Stage([
            .expectFrame(
                .mysql,
                Expectation(
                    try Pattern(#"^\C{4}\x0a(?P<version>[^\x00]+)\x00"#),
                    captures: [Capture(name: "version", use: .value)])),
            .startTLS,
        ])
        for pieces in Stage.cuts(packet) {
            let ending = stage.play(pieces)
            #expect(ending.result == .done)
            #expect(ending.captured == [Captured(name: "version", content: .number(8))])
        }
        let refusal: [UInt8] = [3, 0, 0, 0, 0xff, 0x69, 4]
        for pieces in Stage.cuts(refusal) {
            #expect(stage.play(pieces).result == .failed(.unexpectedResponse, step: 1))
        }
        #expect(
            stage.play([packet + [1]]).result == .failed(.unexpectedResponse, step: 2))
    }

    @Test func `a refusal ends it at once, unless what is wanted came before`() throws {
        let stage = Stage([try Self.expect("^220 ", refusal: "^5[0-9]{2} ")])
        for pieces in Stage.cuts(Self.text("554 go away\r\n220 no\r\n")) {
            #expect(
                stage.play(pieces, then: .closes).result == .failed(.unexpectedResponse, step: 1))
        }
        for pieces in Stage.cuts(Self.text("220 mx\r\n554 go away\r\n")) {
            #expect(stage.play(pieces).result == .done)
        }
    }

    @Test func `an answer without what is wanted is too large at one byte over the cap`() throws {
        let stage = Stage([try Self.expect("needle")])
        let hay = [UInt8](repeating: 0x41, count: ConversationLimits.answerBytesMax - 6)
        #expect(stage.play([hay + Self.text("needle")]).result == .done)
        let tooLate = [0x41] + hay + Self.text("needle")
        #expect(stage.play([tooLate]).result == .failed(.responseTooLarge, step: 1))
        #expect(
            stage.play([hay, Self.text("AAAAAAA")]).result == .failed(.responseTooLarge, step: 1))
        #expect(stage.play([hay + Self.text("AAAAAA")]).result == .failed(.timeout, step: 1))
    }

    @Test func `a line without an end is too large a frame`() throws {
        let stage = Stage([.expectFrame(.line, Expectation(try Pattern("x")))])
        let hay = [UInt8](repeating: 0x41, count: ConversationLimits.answerBytesMax)
        #expect(stage.play([hay]).result == .failed(.responseTooLarge, step: 1))
    }

    @Test(arguments: [
        ("12.5", Stage.Ending.Result.done), ("-3", .done), ("1e3", .done),
        ("twelve", .failed(.unexpectedResponse, step: 1)),
        ("inf", .failed(.unexpectedResponse, step: 1)),
        ("nan", .failed(.unexpectedResponse, step: 1)),
        ("1e999", .failed(.unexpectedResponse, step: 1)),
    ])
    func `a value is a number`(text: String, result: Stage.Ending.Result) throws {
        let stage = Stage([
            try Self.expect(
                "^load (?P<load>.*)$", captures: [Capture(name: "load", use: .value)])
        ])
        #expect(stage.play([Self.text("load \(text)\r\n")]).result == result)
    }
}
