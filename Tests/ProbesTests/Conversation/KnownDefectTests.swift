import Network
import Patterns
import Probes
import Simulation
import Testing
import Time
import Wire

/// Faults that other probers have or had, one test each: Sonde does not have them.
struct KnownDefectTests {
    // blackbox_exporter: Fprintf(conn, "%s\n", send).
    @Test func `no newline is added to what is sent`() throws {
        let heard = Shared<[UInt8]>([])
        let scene = Scene(.accepts(.scripted { Listener(heard: heard) }))
        let report = try scene.converse([.send("VERSION"), .send(Template(bytes: [0, 0xff]))])
        #expect(report.verdict == .success)
        #expect(heard.value == Array("VERSION".utf8) + [0, 0xff])
    }

    // gatus reads once, at most 1,024 bytes.
    @Test func `more than the first read is looked at`() throws {
        let scene = Scene.talk([
            .say("220-"), .act(.wait(.milliseconds(300))), .say("wel"),
            .act(.wait(.milliseconds(300))), .say("come\r\n"),
        ])
        #expect(try scene.converse([.expect("^220-welcome$")]).verdict == .success)
    }

    @Test func `more than the first kilobyte is looked at`() throws {
        let scene = Scene.talk([.say(String(repeating: "220-\r\n", count: 8_000) + "220 end\r\n")])
        #expect(try scene.converse([.expect("^220 end$")]).verdict == .success)
    }

    // blackbox_exporter: bufio.Scanner gives whole lines only.
    @Test func `a prompt without a newline is seen`() throws {
        let scene = Scene.talk([
            .say("login: "), .hear("monitor\r\n"), .say("Password:"), .hear("\r\n"),
        ])
        let report = try scene.converse([
            .expect("login: "), .send("monitor\r\n"), .expect("Password:"), .send("\r\n"),
        ])
        #expect(report.verdict == .success)
        #expect(report.duration == Scene.oneWay * 5)
    }

    // bufio.Scanner: "token too long" above 64 KiB with all the lines before forgotten.
    @Test func `a banner of one long line is searched to its end`() throws {
        let scene = Scene.talk([.say(String(repeating: "*", count: 60_000) + " ready\r\n")])
        #expect(try scene.converse([.expect("ready$")]).verdict == .success)
    }

    // blackbox_exporter drops what its scanner holds and begins TLS.
    @Test func `what came in the clear behind the go-ahead is not forgotten`() throws {
        let scene = Scene.talk(.completes(Scene.facts())) { handshake in
            [.say("220 go ahead\r\n250 injected\r\n"), handshake, .say("250 real\r\n")]
        }
        let report = try scene.converse([
            .expect("^220 ", wholeLine: true), .startTLS, .expect("^250 "),
        ])
        #expect(report.verdict == .failure(.unexpectedResponse, .exchange))
        #expect(report.failedNumber == 2)
    }

    // blackbox_exporter: expect_bytes reads the socket, past what an expect before it has read.
    @Test func `bytes that came together with a line are there for the next step`() throws {
        let scene = Scene.talk([.say(Array("OK\n".utf8) + [0x06, 0x0a, 0x00, 0xff])])
        let report = try scene.converse([
            .expect("^OK\n"), .expectBytes([0x06, 0x0a]), .expectBytes([0x00, 0xff]),
        ])
        #expect(report.verdict == .success)
    }

    // blackbox_exporter: one Read, not ReadFull.
    @Test func `bytes that come one by one are enough`() throws {
        let bytes: [UInt8] = [0x05, 0x00, 0x0a, 0x0d]
        let turns = bytes.flatMap { [Turn.say([$0]), .act(.wait(.milliseconds(200)))] }
        #expect(try Scene.talk(turns).converse([.expectBytes(bytes)]).verdict == .success)
    }

    @Test func `a newline among bytes does not make half an answer a wrong one`() throws {
        // The third byte of a handshake of MySQL stands behind a 0x0a.
        for (end, reason) in [
            ([], FailureReason.timeout), ([Turn.act(.finish)], .closedEarly),
            ([.act(.reset)], .reset),
        ] {
            let turns = [Turn.say([0x4a, 0x00, 0x00, 0x00, 0x0a, 0x38])] + end
            let bytes = try Scene.talk(turns).converse([
                .expectBytes([0x4a, 0x00, 0x00, 0x00, 0x0a, 0x38, 0x2e])
            ])
            #expect(bytes.verdict == .failure(reason, .exchange))
            let frame = try Scene.talk(turns).converse([
                .expectFrame(.mysql, Expectation(try Pattern(#"^\x0a"#)))
            ])
            #expect(frame.verdict == .failure(reason, .exchange))
        }
    }

    // blackbox_exporter registers a metric twice, which panics.
    @Test func `two steps with labels are not one too many`() throws {
        let scene = Scene.talk([.say("NAME x\n"), .hear("V\n"), .say("VERSION 12\n")])
        let report = try scene.converse([
            .expect("^NAME (?P<name>.+)", captures: [Capture(name: "name", use: .label)]),
            .send("V\n"),
            .expect("^VERSION (?P<version>.+)", captures: [Capture(name: "version", use: .label)]),
        ])
        #expect(report.verdict == .success)
        #expect(
            report.captured == [
                Captured(name: "name", content: .text("x")),
                Captured(name: "version", content: .text("12")),
            ])
    }

    @Test func `two steps that capture the same are one label`() throws {
        let scene = Scene.talk([.say("V 1\n"), .say("V 2\n")])
        let capture = Capture(name: "version", use: .label)
        let report = try scene.converse([
            .expect(#"^V (?P<version>\d+)"#, captures: [capture]),
            .expect(#"^V (?P<version>\d+)"#, captures: [capture]),
        ])
        #expect(report.captured == [Captured(name: "version", content: .text("2"))])
    }

    // blackbox_exporter: `tls: true` and `starttls: true` register probe_ssl_* twice.
    @Test func `TLS settings and STARTTLS together are one handshake`() throws {
        let scene = Scene.talk(.completes(Scene.facts())) { handshake in
            [.hear("STARTTLS\r\n"), .say("220 go\r\n"), handshake, .say("250 OK\r\n")]
        }
        let report = try scene.converse(
            [
                .send("STARTTLS\r\n"), .expect("^220 ", wholeLine: true), .startTLS,
                .expect("^250 "),
            ], tls: true)
        #expect(report.verdict == .success)
        #expect(report.tls == Scene.facts())
    }

    // RFC 5321 section 4.2: all lines of a reply but the last have a hyphen behind the code.
    @Test func `a reply of several lines is one reply`() throws {
        let scene = Scene.talk([
            .say("220-one\r\n220 two\r\n"), .hear("EHLO a\r\n"),
            .say("250-host\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 220 SMTPUTF8\r\n"),
            .hear("QUIT\r\n"), .say("221 bye\r\n"),
        ])
        let report = try scene.converse([
            .expect("^220 "), .send("EHLO a\r\n"), .expect("^250[ -]STARTTLS$"), .expect("^250 "),
            .send("QUIT\r\n"), .expect("^221 "),
        ])
        #expect(report.verdict == .success)
    }

    // ssl_exporter swallows an error of the dialogue, which then surfaces as one of TLS.
    @Test func `a dialogue that broke off is not told as a fault of TLS`() throws {
        for (end, reason) in [
            (Turn.act(.finish), FailureReason.closedEarly), (.act(.reset), .reset),
        ] {
            let report = try Scene.talk([.hear("S"), end]).converse([
                .send("S"), .expectBytes([0x53]), .startTLS,
            ])
            #expect(report.verdict == .failure(reason, .exchange))
            #expect(report.failedNumber == 2)
        }
    }

    // cloudprober returns before it closes.
    @Test func `a handshake that fails leaves no connection open`() throws {
        let scene = Scene.talk(.alert(40)) { [.say("220 go\r\n"), $0] }
        let report = try scene.converse([.expect("^220 ", wholeLine: true), .startTLS])
        #expect(report.verdict == .failure(.tlsAlert, .tls))
        #expect(scene.world.network.openConnections == 0)
    }

    // blackbox_exporter expands ${1} of the step's own expression only.
    @Test func `what an earlier step captured can be sent later`() throws {
        let scene = Scene.talk([
            .hear("NICK a\r\n"), .say("PING :x.y z\r\n"), .hear("WAIT\r\n"), .say("GO\r\n"),
            .hear("PONG :x.y\r\n"), .say("OK\r\n"),
        ])
        let report = try scene.converse([
            .send("NICK a\r\n"), .expect(#"PING :(?P<cookie>[^ ]+)"#), .send("WAIT\r\n"),
            .expect("^GO"), .send(["PONG :", .capture("cookie"), "\r\n"]), .expect("^OK"),
        ])
        #expect(report.verdict == .success)
        #expect(report.sent == "NICK a\r\nWAIT\r\nPONG :x.y\r\n")
    }

    @Test(arguments: ["1\u{0}2", "12x", "", "nan", "inf", "1e999", "1 2"])
    func `what is no number does not become the one that is left of it`(text: String) throws {
        let scene = Scene.talk([.say("N=\(text);\n")])
        let report = try scene.converse([
            .expect("^N=(?P<n>[^;]*);", captures: [Capture(name: "n", use: .value)])
        ])
        #expect(report.verdict == .failure(.unexpectedResponse, .exchange))
        #expect(report.captured.isEmpty)
    }

    /// Hears everything and says nothing.
    private struct Listener: ServerConversation {
        let heard: Shared<[UInt8]>

        mutating func received(_ bytes: [UInt8]) -> [ServerAct] {
            heard.update { $0 += bytes }
            return []
        }
    }
}
