import FaultServers
import Simulation
import Testing
import Workbench

extension SondeTests {
    /// `sonde probe` with something to say: what it shows of it.
    @Suite struct ConversationTests {
        private static func probe(
            _ flags: [String], _ server: TCPFaultServer
        ) throws -> ChildProcess.End {
            try Programs.sonde(["probe"] + flags + ["127.0.0.1:\(server.port)"])
        }

        /// What stands under a heading, each line from where its text begins.
        private static func block(_ heading: String, in text: String) -> [String] {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard let start = lines.firstIndex(where: { $0.hasPrefix(heading) }) else { return [] }
            return lines[(start + 1)...].prefix { $0.hasPrefix("  ") }.map { String($0) }
        }

        /// The rows of the conversation without their instants.
        private static func said(_ text: String) -> [String] {
            block("conversation", in: text).map { line in
                // The column of instants is as wide as the widest, and two spaces end it.
                let row = line.drop { $0 == " " }
                let isTimed = row.first?.isNumber == true
                guard isTimed, let gap = row.firstRange(of: " ms  ") else { return String(row) }
                return String(row[gap.upperBound...])
            }
        }

        @Test func `a service that proves itself, and what was captured of it`() throws {
            let server = TCPFaultServer(.banner)
            let end = try Self.probe(["--service=ssh"], server)
            #expect(end.status == 0, "\(end)")
            let facts = ProbeText(end.output).facts
            #expect(facts["service"] == "ssh")
            #expect(facts["verdict"] == "success")
            #expect(facts["exchange"]?.hasSuffix(" ms") == true)
            #expect(facts["step"] == nil)
            #expect(
                Self.block("captured", in: end.output).prefix(2)
                    == ["  version   2.0", "  software  OpenSSH_9.2"])
            #expect(!end.output.contains("conversation"))
        }

        @Test func `the step that failed is told with what it waits for`() throws {
            let server = TCPFaultServer(turns: [
                TCPTurn("220 mx.example.com ESMTP\r\n"),
                TCPTurn(
                    "250-mx.example.com\r\n250 HELP\r\n", then: .closes, byteByByte: true),
            ])
            let end = try Self.probe(["--starttls=smtp", "-v"], server)
            #expect(end.status == 1)
            let facts = ProbeText(end.output).facts
            #expect(facts["starttls"] == "smtp")
            #expect(facts["reason"] == "unexpected_response (in phase exchange)")
            // What it waits for is the table's business.
            #expect(facts["step"]?.hasPrefix(#"3 of starttls smtp (expect ""#) == true)
            #expect(facts["step"]?.contains("STARTTLS") == true)
            #expect(
                Self.said(end.output) == [
                    #"< 220 mx.example.com ESMTP\r\n"#, #"> EHLO sonde.invalid\r\n"#,
                    #"< 250-mx.example.com\r\n"#, #"< 250 HELP\r\n"#,
                ])
        }

        @Test func `a peer that closes, and one that resets`() throws {
            for (end, last) in [(TCPTurn.End.closes, "the peer closed"), (.resets, "")] {
                let server = TCPFaultServer(turns: [TCPTurn("SSH", then: end)])
                let output = try Self.probe(["--service=ssh", "--verbose"], server).output
                let facts = ProbeText(output).facts
                if end == .closes {
                    #expect(Self.said(output) == ["< SSH", last])
                    #expect(facts["reason"] == "closed_early (in phase exchange)")
                } else {
                    #expect(facts["reason"]?.hasPrefix("reset") == true)
                }
            }
        }

        @Test func `what is no text is dumped, and nothing reaches a terminal raw`() throws {
            let hostile =
                "\u{1b}[2J\u{9b}31m\u{202e}\u{7}\u{0}\r\u{8}\\ Zürich, Köln, Nürnberg\n"
            for (said, rows) in [
                (
                    Array(hostile.utf8),
                    [
                        #"< \x1b[2J\u{9b}31m\u{202e}\x07\x00\r\x08\\ Zürich, Köln, Nürnberg\n"#
                    ]
                ),
                (
                    Array(0..<20) as [UInt8],
                    [
                        "< 0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f  "
                            + "|................|",
                        "< 0010  10 11 12 13                                      |....|",
                    ]
                ),
            ] {
                let server = TCPFaultServer(turns: [TCPTurn(said, then: .closes)])
                for format in ["text", "json"] {
                    let end = try Self.probe(
                        ["--service=ssh", "-v", "--format=\(format)"], server)
                    #expect(end.status == 1)
                    let isShown = end.output.unicodeScalars.allSatisfy {
                        $0 == "\n"
                            || $0.properties.generalCategory != .control
                                && $0.properties.generalCategory != .format
                    }
                    #expect(isShown, "\(end.output)")
                    guard format == "text" else { continue }
                    #expect(Self.said(end.output).dropLast() == rows[...])
                }
            }
        }

        @Test func `a conversation under TLS, begun with STARTTLS`() throws {
            let certificates = try TestCertificates()
            let server = try StartTLSServer(certificates.good)
            let arguments = ["SSL_CERT_FILE=\(certificates.root)", Programs.sonde, "probe"]
            let target = ["--starttls=smtp", "-v", "127.0.0.1:\(server.port)"]
            let text = try ChildProcess("env", arguments + target).end()
            #expect(text.status == 0, "\(text)")
            #expect(
                Self.said(text.output) == [
                    #"< 220 ready\r\n"#, #"> EHLO sonde.invalid\r\n"#, #"< 250-here\r\n"#,
                    #"< 250 STARTTLS\r\n"#, #"> STARTTLS\r\n"#, #"< 220 go ahead\r\n"#,
                    "TLS started", #"> QUIT\r\n"#,
                ])
            let facts = ProbeText(text.output).facts
            #expect(facts["certificate"]?.hasPrefix("verified") == true)
            let json = try ChildProcess("env", arguments + ["--format=json"] + target).end()
            let found = try Python.evaluate(
                """
                [d["starttls"], d["tls"]["is_verified"], len(d["tls"]["certificates"]),
                 d["tls"]["certificates"][0]["names"][0], d["tls"]["version"],
                 sorted(d["phases"]), [e.get("event", e.get("direction")) for e in d["transcript"]],
                 d["transcript"][-1]["text"], d["is_transcript_cut"], d["verdict"],
                 0 < d["transcript"][0]["seconds"] < d["duration_seconds"] < 30]
                """, of: json.output)
            #expect(
                found == """
                    ["smtp", true, 3, "localhost", "TLS 1.3", \
                    ["connect_seconds", "exchange_seconds", "tls_seconds"], \
                    ["received", "sent", "received", "sent", "received", "tls_started", "sent"], \
                    "QUIT\\r\\n", false, "success", true]

                    """)
        }

        @Test func `the script of a configuration is held, told and masked`() throws {
            let server = TCPFaultServer(turns: [
                TCPTurn("220 mx.example.com\r\n"), TCPTurn("", echoes: true),
                TCPTurn("550 no\r\n", then: .closes),
            ])
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                #"""
                servers:
                  - name: mail
                    probes:
                      - name: login
                        host: 127.0.0.1
                        port: \#(server.port)
                        script:
                          - expect: '^220 (?P<name>\S+)'
                            capture: {name: label}
                          - send: "HELO ${capture.name}\r\n"
                          - expect: '^HELO mx'
                          - send: "AUTH PLAIN AGEAYg==\r\n"
                          - expect: '^235 '

                """#)
            let end = try Programs.sonde(["probe", "--config.file=\(file)", "-v", "mail/login"])
            #expect(end.status == 1, "\(end)")
            let facts = ProbeText(end.output).facts
            #expect(facts["step"] == #"5 of the script (expect "^235 ")"#)
            #expect(facts["reason"] == "unexpected_response (in phase exchange)")
            #expect(Self.block("captured", in: end.output) == ["  name  mx.example.com"])
            #expect(
                Self.said(end.output) == [
                    #"< 220 mx.example.com\r\n"#, #"> HELO mx.example.com\r\n"#,
                    #"< HELO mx.example.com\r\n"#, #"> AUTH ***\r\n"#, #"< 550 no\r\n"#,
                    "the peer closed",
                ])
        }

        @Test func `JSON says what the text says`() throws {
            let server = TCPFaultServer(.banner)
            let end = try Self.probe(["--service=ssh", "--format=json"], server)
            let found = try Python.evaluate(
                """
                [d["target"], d["service"], d["starttls"], d["verdict"], d["reason"], d["phase"],
                 d["step"], d["address"], d["port"], d["canonical_name"], d["tls"],
                 d["captured"]["version"], d["captured"]["software"],
                 "transcript" in d]
                """, of: end.output)
            #expect(
                found == """
                    ["127.0.0.1:\(server.port)", "ssh", null, "success", null, null, null, \
                    "127.0.0.1", \(server.port), null, null, \
                    "2.0", "OpenSSH_9.2", false]

                    """)
            let closed = TCPFaultServer(.close)
            let failed = try Self.probe(["--service=ssh", "--format=json"], closed)
            #expect(failed.status == 1)
            let step = try Python.evaluate(
                """
                [d["step"]["origin"], d["step"]["name"], d["step"]["number"],
                 d["step"]["text"].startswith('expect "') and "SSH-" in d["step"]["text"],
                 d["verdict"], d["phase"]]
                """, of: failed.output)
            #expect(step == "[\"service\", \"ssh\", 1, true, \"failure\", \"exchange\"]\n")
            let inconclusive = try Programs.sonde([
                "probe", "--format=json", "tcp://255.255.255.255:9",
            ])
            #expect(inconclusive.status == 3)
            let reason = try Python.evaluate("[d['reason'], d['phases']]", of: inconclusive.output)
            #expect(reason == "[\"local_route\", {}]\n")
        }

        @Test func `the services are listed in 100 columns, and the same for programs`() throws {
            let text = try Programs.sonde(["services"])
            #expect(text.status == 0)
            let lines = text.output.split(separator: "\n").map { String($0) }
            #expect(lines.allSatisfy { $0.count <= 100 && $0.last != " " })
            let names = lines.compactMap { $0.hasPrefix(" ") ? nil : $0.prefix { $0 != " " } }
            let json = try Programs.sonde(["services", "--format=json"])
            let listed = try Python.evaluate(
                "['SERVICE'] + [s['name'] for s in d['services']] "
                    + "+ ['STARTTLS'] + [s['name'] for s in d['starttls']]", of: json.output)
            #expect(listed == "[\"" + names.joined(separator: "\", \"") + "\"]\n")
            #expect(names.contains("ssh") && names.contains("smtp"))
            let whole = try Python.evaluate(
                """
                all(0 < s["port"] < 65536 and s["proof"] and isinstance(s["captures"], list)
                    and s["security"] in ("clear", "tls", "starttls") for s in d["services"]) \
                and all(0 < s["port"] < 65536 and s["agreement"] for s in d["starttls"])
                """, of: json.output)
            #expect(whole == "true\n")
        }
    }
}
