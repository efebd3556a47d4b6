import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time
import Wire
import Workbench
import sonde

extension SondeTests {
    /// What is printed of reports that no network of ours would give.
    @Suite struct ReportTests {
        private static let settings = ProbeSettings(
            server: "a", name: "b", target: "192.0.2.1:1",
            options: TCPProbeOptions(host: .address(.loopback4), port: 1))

        /// Something that any of the protocols could have said.
        private static let seeds: [[UInt8]] = [
            Array("220 mx.example.com ESMTP\r\n250-SIZE 1000\r\n250 STARTTLS\r\n".utf8),
            Array("Zürich \u{1F600} \u{202e}\u{9b}31m\u{1b}]0;x\u{7}\\\"\r\n".utf8),
            [0x4a, 0, 0, 0, 0x0a] + Array("5.5.5-10.11.14-MariaDB".utf8) + [0, 1, 2, 0xff, 0xfe],
            Array(0...255), [], [0xed, 0xa0, 0x80, 0xc0, 0x80, 0xf4, 0x90, 0x80, 0x80],
        ]

        /// A report in which all that a peer may choose is of these bytes.
        private static func report(of bytes: [UInt8]) -> ProbeReport {
            let start = Instant(nanoseconds: 1)
            let text = String(decoding: bytes, as: UTF8.self)
            var report = ProbeReport(
                verdict: .failure(.unexpectedResponse, .exchange), startedAt: start,
                duration: .milliseconds(2))
            report.canonicalName = text
            report.detail = text
            report.captured = [Captured(name: "banner", content: .text(text))]
            report.certificates = [
                CertificateFacts(
                    subject: text, issuer: text, commonName: text, alternativeNames: [text, text],
                    serialNumber: "01", fingerprint: "02", notBefore: SimulationLimits.wallTime,
                    notAfter: SimulationLimits.wallTime)
            ]
            var transcript = Transcript(since: start)
            transcript.append(.received(bytes), at: start)
            transcript.append(.received(bytes), at: start + .milliseconds(1))
            transcript.append(.startedTLS, at: start + .milliseconds(1))
            report.transcript = transcript
            report.addresses = [report]
            return report
        }

        private static func mutants(_ count: Int, _ body: ([UInt8]) throws -> Void) rethrows {
            var mutator = ByteMutator(seed: 3, corpus: seeds)
            for _ in 0..<count { try body(mutator.next()) }
        }

        private static func isHarmless(_ text: String) -> Bool {
            text.unicodeScalars.allSatisfy { $0 == "\n" || $0.isShown }
        }

        @Test func `JSON is what Python reads, whatever the network said`() throws {
            var lines: [String] = []
            Self.mutants(10_000) { bytes in
                let json = ReportJSON(
                    settings: Self.settings, report: Self.report(of: bytes),
                    now: SimulationLimits.wallTime
                ).json.description
                #expect(!json.contains("\n") && Self.isHarmless(json), "\(bytes)")
                let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                lines.append("\(hexadecimal.joined()) \(json)\n")
            }
            let folder = try TemporaryFolder()
            let file = try folder.write("reports", lines.joined())
            let program = """
                import base64, json, sys
                count = 0
                for line in open(sys.argv[1], encoding="utf-8", newline="\\n"):
                    said, text = line.split(" ", 1)
                    said, found = bytes.fromhex(said), json.loads(text)
                    heard = [e for e in found["transcript"] if e.get("direction") == "received"]
                    assert len(heard) == (2 if said else 0)
                    for entry in heard:
                        told = entry["text"].encode() if "text" in entry \\
                            else base64.b64decode(entry["base64"], validate=True)
                        assert told == said, (told, said)
                        assert ("text" in entry) == (said.decode(errors="ignore").encode() == said)
                    assert found["detail"] == found["captured"]["banner"]
                    assert found["tls"]["certificates"][0]["names"] == [found["detail"]] * 2
                    count += 1
                print(count)

                """
            let script = try folder.write("check.py", program)
            #expect(try Programs.run("python3", [script, file]) == "10000\n")
        }

        @Test func `text holds nothing that a terminal obeys, whatever the network said`() {
            Self.mutants(10_000) { bytes in
                let text = ReportText(
                    settings: Self.settings, report: Self.report(of: bytes),
                    now: SimulationLimits.wallTime
                ).description
                #expect(Self.isHarmless(text), "\(bytes)")
                let rows = text.split(separator: "\n").filter { $0.contains("  < ") }
                #expect(rows.allSatisfy { $0.unicodeScalars.count <= 100 }, "\(text)")
            }
        }

        @Test func `a conversation is shown alike however it came in pieces`() {
            let start = Instant(nanoseconds: 1)
            Self.mutants(2_000) { bytes in
                guard bytes.count < 300 else { return }
                var (whole, pieces) = (Transcript(since: start), Transcript(since: start))
                whole.append(.received(bytes), at: start)
                for byte in bytes { pieces.append(.received([byte]), at: start) }
                let texts = [whole, pieces].map { transcript in
                    TranscriptText(transcript).description.split(separator: "\n").map { row in
                        row.drop { $0 == " " || $0.isNumber || $0 == "." || $0 == "m" || $0 == "s" }
                    }
                }
                #expect(texts[0] == texts[1])
            }
        }

        @Test(
            arguments: [
                (253_402_300_799, "9999-12-31T23:59:59Z", "2912442 days left", 251_635_075_199),
                (-631_152_000, "1950-01-01T00:00:00Z", "ended 27759 days ago", -2_398_377_600),
                (
                    -62_135_596_800, "0001-01-01T00:00:00Z", "ended 739616 days ago",
                    -63_902_822_400
                ),
            ] as [(Int64, String, String, Double)])
        func `a date of any year is told as it is, with what remains`(
            seconds: Int64, written: String, remains: String, remaining: Double
        ) {
            let time = WallTime(secondsSinceEpoch: seconds)
            var report = Self.report(of: [])
            report.certificates[0].notBefore = time
            report.certificates[0].notAfter = time
            report.tls = TLSFacts(
                version: "", cipher: "", certificates: report.certificates,
                verification: .verified(chainExpiry: time))
            report.addresses = nil
            let now = SimulationLimits.wallTime
            let text = ReportText(settings: Self.settings, report: report, now: now).description
            #expect(text.contains("  not before  \(written)\n"))
            #expect(text.contains("  not after   \(written)  (\(remains))\n"))
            #expect(text.contains("verified; the chain expires \(written)\n"))
            let json = ReportJSON(settings: Self.settings, report: report, now: now).json
                .description
            #expect(json.contains("\"chain_not_after\":\"\(written)\""))
            #expect(
                json.contains("\"not_before\":\"\(written)\",\"not_after\":\"\(written)\""))
            #expect(json.contains("\"remaining_seconds\":\(remaining),"))
        }

        @Test func `what was stapled is told in words and as members`() {
            let at = SimulationLimits.wallTime
            let week = at + .seconds(7 * 86_400)
            let absent = #""revoked_at":null,"revocation_reason":null,"#
            let none = #""this_update":null,"next_update":null}"#
            for (staple, words, members) in [
                (
                    StapledStatus(.good, thisUpdate: at, nextUpdate: week),
                    "good; since 2026-01-01T00:00:00Z, until 2026-01-08T00:00:00Z\n",
                    #"{"status":"good","problem":null,"# + absent
                        + #""this_update":"2026-01-01T00:00:00Z","#
                        + #""next_update":"2026-01-08T00:00:00Z"}"#
                ),
                (
                    StapledStatus(.revoked(at: at, .keyCompromise)),
                    "revoked at 2026-01-01T00:00:00Z (key_compromise)\n",
                    #"{"status":"revoked","problem":null,"revoked_at":"2026-01-01T00:00:00Z","#
                        + #""revocation_reason":"key_compromise","# + none
                ),
                (
                    StapledStatus(.invalid(.wrongSignature)), "invalid: wrong_signature\n",
                    #"{"status":"invalid","problem":"wrong_signature","# + absent + none
                ),
            ] {
                var report = Self.report(of: [])
                report.tls = TLSFacts(
                    version: "TLS 1.3", cipher: "", certificates: [],
                    verification: .failed(.revoked), staple: staple)
                let text = ReportText(settings: Self.settings, report: report, now: at).description
                #expect(text.contains("\nocsp staple  \(words)"))
                let json = ReportJSON(settings: Self.settings, report: report, now: at).json
                #expect(json.description.contains("\"staple\":\(members)"))
            }
        }

        @Test func `what lies on disk is told in words and as members`() {
            let at = SimulationLimits.wallTime
            let other = Self.report(of: []).certificates[0]
            for (outcome, words, members) in [
                (
                    CertificateComparison.Outcome.same, "the same certificate, in a.pem\n",
                    #""is_same":true,"problem":null,"sha256":null,"not_after":null}"#
                ),
                (
                    .other(other),
                    "another certificate, in a.pem: sha256 02, not after 2026-01-01T00:00:00Z\n",
                    #""is_same":false,"problem":null,"sha256":"02","#
                        + #""not_after":"2026-01-01T00:00:00Z"}"#
                ),
                (
                    .unavailable(.unreadable(.missing)), "a.pem: there is no such file\n",
                    #""is_same":null,"problem":"there is no such file","sha256":null,"#
                        + #""not_after":null}"#
                ),
            ] {
                var report = Self.report(of: [])
                report.tls = TLSFacts(
                    version: "", cipher: "", certificates: [other],
                    verification: .failed(.untrusted))
                report.comparison = CertificateComparison(path: "a.pem", outcome: outcome)
                let text = ReportText(settings: Self.settings, report: report, now: at).description
                #expect(text.contains("\non disk      \(words)"))
                let json = ReportJSON(settings: Self.settings, report: report, now: at).json
                let whole = #""compare_file":{"path":"a.pem",\#(members)"#
                #expect(json.description.contains(whole))
            }
        }

        private static func text(
            _ options: TCPProbeOptions, _ report: ProbeReport
        ) -> String {
            let settings = ProbeSettings(
                server: "a", name: "b", target: "web.example:443", options: options)
            return ReportText(settings: settings, report: report, now: SimulationLimits.wallTime)
                .description
        }

        private static func success(took duration: Duration = .milliseconds(1_020)) -> ProbeReport {
            var report = ProbeReport(
                verdict: .success, startedAt: Instant(nanoseconds: 1), duration: duration)
            report.address = .loopback4
            report.portState = .open
            return report
        }

        @Test func `a second too much is explained by what the kernel sent again`() {
            var report = Self.success()
            report.path = PathFigures(
                roundTrip: .milliseconds(20), roundTripVariation: .milliseconds(10),
                retransmissions: 1)
            let options = TCPProbeOptions(host: .name("web.example"), port: 443)
            #expect(
                Self.text(options, report).contains(
                    "\nsent again  1 segment: a SYN or its answer was lost, and Linux waits a "
                        + "second for it\n"))
            report.path?.retransmissions = 0
            #expect(!Self.text(options, report).contains("sent again"))
        }

        @Test func `what was asked of a port and of addresses stands beside what they are`() {
            var options = TCPProbeOptions(
                host: .name("web.example"), port: 443, addresses: .all(.count(1)))
            options.expectation = .closed
            options.connection.trafficClass = 46
            options.proxyProtocol = .version2
            var refused = Self.success()
            refused.portState = .refused
            var open = Self.success()
            open.verdict = .failure(.unexpectedlyOpen, .connect)
            open.certificates = Self.report(of: []).certificates
            var whole = ProbeReport(
                verdict: .success, startedAt: Instant(nanoseconds: 1), duration: .seconds(1))
            whole.addressCount = 2
            whole.addresses = [refused, open]
            let text = Self.text(options, whole)
            for row in [
                "\naddresses       2, 1 up, 1 needed\n", "\ndscp            46\n",
                "\nproxy protocol  v2\n", "\n  port     refused, to be closed\n",
                "\n  port     open, to be closed\n", "\n  certificate 0 (leaf)\n    subject ",
            ] {
                #expect(text.contains(row), "\(row) in \(text)")
            }
        }

        @Test(arguments: [true, false])
        func `a certificate that does not hold is told with the name it was held against`(
            verify: Bool
        ) {
            var report = Self.success()
            report.tls = TLSFacts(
                version: "TLS 1.3", cipher: "", certificates: [],
                verification: .failed(.nameMismatch))
            let options = TCPProbeOptions(
                host: .name("web.example"), port: 443,
                tls: TLSSettings(serverName: "www.example", verify: verify))
            #expect(
                Self.text(options, report).contains(
                    "not verified: certificate_name_mismatch, asked for www.example"
                        + (verify ? "\n" : "; verify is off\n")))
        }

        @Test func `what is cut says so`() {
            let start = Instant(nanoseconds: 1)
            var report = Self.report(of: [])
            var transcript = Transcript(since: start)
            let much = [UInt8](repeating: 0x61, count: ConversationLimits.transcriptBytesMax)
            transcript.append(.received(much + [1]), at: start)
            report.transcript = transcript
            let text = ReportText(
                settings: Self.settings, report: report, now: SimulationLimits.wallTime
            ).description
            #expect(text.contains("  … more was said; the first 256 KiB are shown\n"))
            let json = ReportJSON(
                settings: Self.settings, report: report, now: SimulationLimits.wallTime
            ).json.description
            #expect(json.hasSuffix(#""is_transcript_cut":true}"#))
        }
    }
}
