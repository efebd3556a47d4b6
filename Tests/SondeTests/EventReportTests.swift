import Events
import Glibc
import Testing
import Time
import Workbench
import sonde

extension SondeTests {
    /// `sonde report`: what it prints of logs.
    @Suite struct EventReportTests {
        /// Where a log lies, and what was printed of it without that path.
        private struct Report {
            let end: ChildProcess.End
            let output: String
            let errors: String
        }

        private static func report(
            _ files: [(name: String, lines: [String])], logs: [String] = ["LOG"],
            _ flags: String...
        ) throws -> Report {
            let folder = try TemporaryFolder()
            for (name, lines) in files {
                try folder.write(name, lines.map { $0 + "\n" }.joined())
            }
            let events = logs.map { "--events=\(folder.path)/\($0)" }
            let end = try Programs.sonde(["report"] + events + flags)
            return Report(
                end: end, output: end.output.replacing(folder.path + "/", with: ""),
                errors: end.errors.replacing(folder.path + "/", with: ""))
        }

        private static func line(_ time: String, _ event: String, _ members: String = "") -> String
        {
            #"{"time":"2026-11-"# + time + #"Z","event":""# + event + "\""
                + (members.isEmpty ? "" : "," + members) + "}"
        }

        private static let log = fixture("events.jsonl").split(separator: "\n").map(String.init)
        private static let text = fixture("report.txt")

        /// A file that lies beside these tests; empty where it cannot be read.
        private static func fixture(_ name: String) -> String {
            let folder = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
            let bytes = try? FileBytes.of("\(folder)/Fixtures/report/\(name)")
            return String(decoding: bytes ?? [], as: UTF8.self)
        }

        @Test func `for people it is two tables`() throws {
            let report = try Self.report([("LOG", Self.log)])
            #expect(report.end.status == 0)
            #expect(report.errors == "")
            #expect(report.output == Self.text)
            for line in report.output.split(separator: "\n") { #expect(line.count <= 100) }
        }

        @Test func `for spreadsheets it is one table, which Python reads as well`() throws {
            let report = try Self.report([("LOG", Self.log)], "--format=csv")
            #expect(report.end.status == 0)
            #expect(report.errors == "")
            #expect(report.output == Self.fixture("report.csv"))
            #expect(report.output.hasSuffix("\r\n"))
            let folder = try TemporaryFolder()
            let file = try folder.write("report.csv", report.output)
            let program = """
                import csv, json, sys
                rows = list(csv.DictReader(open(sys.argv[1], newline=""), strict=True))
                print(json.dumps([[r["row"], r["server"], r["probe"], r["detail"]] for r in rows]))
                assert all(None not in r and None not in r.values() for r in rows)
                """
            let read = try JSONText(try Programs.run("python3", ["-c", program, file]))
            #expect(
                read.elements.map { $0.elements.map(\.text) } == [
                    ["probe", "'=mail", "mx, \"first\"", ""], ["probe", "payments", "api", ""],
                    ["probe", "payments", "ssh", ""], ["incident", "payments", "api", ""],
                    [
                        "incident", "payments", "api",
                        #"got "421 too many\u{1B}[31m, really""#,
                    ], ["incident", "'=mail", "mx, \"first\"", ""],
                    ["incident", "payments", "ssh", "'+1"],
                ])
        }

        @Test func `for programs it is one object`() throws {
            let report = try Self.report([("LOG", Self.log)], "--format=json")
            #expect(report.end.status == 0)
            #expect(report.errors == "")
            #expect(report.output == Self.fixture("report.json"))
            let json = try JSONText(report.output)
            for probe in json["probes"]?.elements ?? [] {
                let times = ["up", "down", "unjudged", "unknown"].compactMap {
                    probe["\($0)_seconds"]?.number
                }
                #expect(times.reduce(0, +) == 86_400)
            }
        }

        @Test func `a range may be named by days and by moments`() throws {
            let log = [("LOG", Self.log)]
            let day = try Self.report(log, "--from=2026-11-01", "--to=2026-11-02", "--format=json")
            #expect(day.output.contains(#""from":"2026-11-01T00:00:00.000Z","to":"2026-11-02T"#))
            let evening = try Self.report(
                log, "--from=2026-11-01T19:00:00.5+01:00", "--to=2026-11-01T18:01:00Z",
                "--format=json")
            let json = try JSONText(evening.output)
            #expect(json["from"] == .text("2026-11-01T18:00:00.500Z"))
            let api = json["probes"]?.elements.first { $0["probe"] == .text("api") }
            #expect(api?["down_seconds"] == .number(59.5))
            #expect(api?["availability_ratio"] == .number(0))
            #expect(json["incidents"]?.elements.first?["ending"] == .text("still_down"))
        }

        @Test func `files that were rotated are read, the oldest first`() throws {
            let pieces = [
                ("LOG", Array(Self.log[9...])), ("LOG.1", Array(Self.log[5..<9])),
                ("LOG.2", Array(Self.log[..<5])),
                // One is missing between them, so that this belongs to something else.
                ("LOG.4", ["nothing"]), ("LOG.1.gz", ["nothing"]), ("LOG.old", ["nothing"]),
            ]
            let report = try Self.report(pieces)
            #expect(report.output == Self.text)
            #expect(report.errors == "")
        }

        @Test func `a file that is rotated meanwhile is read once`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("LOG", Self.log.map { $0 + "\n" }.joined())
            try #require(unsafe link(file, file + ".1") == 0)
            let end = try Programs.sonde(["report", "--events=\(file)"])
            #expect(end == .init(status: 0, output: Self.text, errors: ""))
        }

        @Test func `lines that are no events are told, and the others count`() throws {
            var log = Self.log
            log.insert(#"{"time":"2026-11-01T00:00:00.000Z","ev"# + log[1], at: 1)
            log.insert("[]", at: 3)
            log.insert(#"{"time":"2026-11-01T07:00:00Z","event":"probe_down"}"#, at: 8)
            log.insert(#"{"time":"2026-11-01T07:00:00Z","event":"probe_dreams"}"#, at: 8)
            log.remove(at: 2)
            let report = try Self.report([("LOG", log)])
            #expect(report.end.status == 0)
            // What stands behind the broken half of a line is read.
            #expect(report.output == Self.text)
            #expect(
                report.errors == """
                    sonde: LOG:2: column 41: a colon must stand here
                    sonde: LOG:3: the line is no object
                    sonde: LOG:9: "server" is missing, or is not what it should be

                    """)
            let many = try Self.report(
                [("LOG", Array(repeating: "\u{1b}[31m", count: 12) + Self.log)], "--format=json")
            #expect(try JSONText(many.output)["broken_lines"] == .number(12))
            let notes = many.errors.split(separator: "\n")
            #expect(notes.count == 11)
            #expect(notes.last == "sonde: and 2 more lines that are no events")
        }

        @Test func `what makes a report less than sure is told`() throws {
            let log =
                Self.log + [
                    Self.line("02T00:00:00.000", "events_lost", #""count":17"#),
                    Self.line("01T23:59:00.000", "running"), Self.line("02T00:00:00.000", "ended"),
                ]
            let report = try Self.report([("LOG", log)], "--format=json")
            #expect(
                report.errors == """
                    sonde: 17 events were lost before they were written, and are not in the report
                    sonde: the clock was set back once; until it had caught up no time counts

                    """)
            let json = try JSONText(report.output)
            #expect(json["events_lost"] == .number(17))
            #expect(json["clock_set_back"] == .number(1))
        }

        @Test func `logs of several gateways are told apart`() throws {
            let here = #""gateway":"a","server":"s","probe":"p","target":"t:1""#
            let there = #""gateway":"b","server":"s","probe":"p","target":"t:1""#
            let nameless = #""server":"s","probe":"p","target":"t:1""#
            let files = [here, there, nameless].enumerated().map { number, subject in
                (
                    "LOG-\(number)",
                    [
                        Self.line("01T00:00:00.000", "probe_up", subject),
                        Self.line("01T01:00:00.000", number == 1 ? "ended" : "running"),
                        Self.line("01T0\(number + 2):00:00.000", "started", #""version":"1""#),
                    ]
                )
            }
            let two = try Self.report(files, logs: ["LOG-0", "LOG-1"])
            #expect(
                two.output == """
                    From 2026-11-01T00:00:00Z to 2026-11-01T03:00:00Z (3h), 6 events.

                    AVAILABLE  JUDGED  DOWN  INCIDENTS  LONGEST  MTTR  PROBE
                    100 %      1h      0s    0          -        -     a s/p t:1
                    100 %      1h      0s    0          -        -     b s/p t:1

                    No incidents.

                    """)
            // Without a name only the file tells.
            let same = [("LOG-0", files[2].1), ("LOG-1", files[2].1)]
            let doubled = try Self.report(same, logs: ["LOG-0", "LOG-1"])
            #expect(doubled.output.contains("  s/p t:1 in LOG-0\n"))
            #expect(doubled.output.contains("  s/p t:1 in LOG-1\n"))
        }

        @Test(arguments: [
            ([], [], "No events in LOG.\n"),
            ([], ["--from=2026-11-01"], "No events from 2026-11-01T00:00:00Z in LOG.\n"),
            (
                log, ["--from=2026-11-03"],
                "No events from 2026-11-03T00:00:00Z to 2026-11-03T00:00:00Z in LOG; they go from "
                    + "2026-11-01T00:00:00Z to 2026-11-02T00:00:00Z.\n"
            ),
            (
                log, ["--from=2026-10-01", "--to=2026-11-01"],
                "No events from 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z in LOG.\n"
            ),
            (
                Array(log.prefix(1)), [],
                "From 2026-11-01T00:00:00Z to 2026-11-01T00:00:00Z (0s), 1 event.\n\n"
                    + "No probe was watched.\n\nNo incidents.\n"
            ),
            // Nothing happened, and all the same it is known how things were.
            (
                log, ["--from=2026-11-01T01:00:00Z", "--to=2026-11-01T02:00:00Z"],
                """
                From 2026-11-01T01:00:00Z to 2026-11-01T02:00:00Z (1h), 0 events.

                AVAILABLE  JUDGED  DOWN  INCIDENTS  LONGEST  MTTR  PROBE
                100 %      1h      0s    0          -        -     fra1 payments/api \
                api.example.com:443
                100 %      1h      0s    0          -        -     fra1 payments/ssh 192.0.2.7:22

                No incidents.

                """
            ),
        ])
        func `where there is little to tell it says so`(
            lines: [String], flags: [String], output: String
        ) throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("LOG", lines.map { $0 + "\n" }.joined())
            let end = try Programs.sonde(["report", "--events=\(file)"] + flags)
            #expect(end.status == 0)
            #expect(end.errors == "")
            #expect(end.output.replacing(folder.path + "/", with: "") == output)
        }

        @Test func `a log that cannot be read is one line, and nothing is printed`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("LOG", "")
            try #require(unsafe mkdir(folder.path + "/dir", 0o700) == 0)
            try #require(unsafe mkdir(folder.path + "/LOG.1", 0o700) == 0)
            let other = try folder.write("OTHER", "")
            try folder.write("OTHER.1", "")
            for (logs, message) in [
                (["\(folder.path)/none"], "\(folder.path)/none: there is no such file"),
                (["\(folder.path)/dir"], "\(folder.path)/dir: it is no regular file"),
                ([file], "\(file).1: it is no regular file"),
                (
                    [other, other],
                    "--events=\(other) is read with --events=\(other) already; "
                        + "leave it out"
                ),
                (
                    [other, other + ".1"],
                    "--events=\(other).1 is read with --events=\(other) already; leave it out"
                ),
                ([other, "/a\u{1b}b"], #"/a\u{1B}b: there is no such file"#),
            ] {
                let end = try Programs.sonde(["report"] + logs.map { "--events=\($0)" })
                #expect(end == .init(status: 2, output: "", errors: "sonde: \(message)\n"))
            }
        }
    }
}
