import FaultServers
import Glibc
import Testing
import Workbench

extension SondeTests {
    /// Bad input ends with 2 and one clear message, before anything is served.
    @Suite struct CommandLineTests {
        @Test(arguments: [
            (["--nope"], "unknown flag --nope"),
            (["-x"], "unknown flag -x"),
            (["check", "--log.level=info", "a"], "unknown flag --log.level=info"),
            (
                ["dance"],
                "unknown command \"dance\"; the commands are serve, check, probe, services, "
                    + "report, rules, import, top, demo"
            ),
            (["demo", "quickly"], "demo takes no \"quickly\""),
            (["--config.file"], "--config.file=FILE needs its value"),
            (["--version=1"], "--version takes no value"),
            (["--config.file=a", "--config.file", "b"], "--config.file may be given only once"),
            (
                ["--log.level=loud"],
                "--log.level=loud is unknown; write one of debug, info, warn, error"
            ),
            (["--log.format=xml"], "--log.format=xml is unknown; write one of logfmt, json"),
            (
                ["import", "blackbox", "--modules=a"],
                "import needs to know of whom, and two files: sonde import blackbox "
                    + "--modules=blackbox.yml --prometheus=prometheus.yml"
            ),
            (["check"], "check needs at least one file: sonde check sonde.yml"),
            (
                ["probe"],
                "probe needs one target: sonde probe tls://HOST:PORT, "
                    + "sonde probe --service=ssh HOST, or sonde probe "
                    + "--config.file=sonde.yml SERVER/PROBE"
            ),
            (["probe", "a"], "\"a\" is neither tcp://HOST:PORT, tls://HOST:PORT nor SERVER/PROBE"),
            (
                ["probe", "tcp://host"],
                "\"tcp://host\" has no port; write tcp://HOST:PORT, the port from 1 to 65535"
            ),
            (["probe", "http://a:1"], "\"http://a:1\" begins with neither tcp:// nor tls://"),
            (
                ["probe", "--config.file=a.yml", "tcp://a:1"],
                "with --config.file the target is SERVER/PROBE, not a URL, and what is said there "
                    + "is what the file says"
            ),
        ])
        func `a command line that cannot be understood`(
            words: [String], message: String
        ) throws {
            try Self.expectRefusal(of: words, message)
        }

        private static func expectRefusal(of words: [String], _ message: String) throws {
            let end = try Programs.sonde(words)
            let whole = "sonde: \(message); see sonde --help\n"
            #expect(end == .init(status: 2, output: "", errors: whole))
        }

        /// Unlike the other targets, these need neither a scheme nor, with a service, a port.
        @Test(arguments: [
            (
                ["--service=shh", "a"],
                "--service=shh is unknown; did you mean ssh? sonde services lists them"
            ),
            (
                ["--service=SSH", "a"],
                "--service=SSH is unknown; did you mean ssh? sonde services lists them"
            ),
            (["--service=walrus", "a"], "--service=walrus is unknown; sonde services lists them"),
            (["--service=", "a"], "--service= is unknown; sonde services lists them"),
            (
                ["--service=a\u{1b}[31m\n", "a"],
                #"--service=a\u{1B}[31m\n is unknown; sonde services lists them"#
            ),
            (
                ["--starttls=smpt", "a:1"],
                "--starttls=smpt is unknown; did you mean smtp? sonde services lists them"
            ),
            (
                ["--starttls=walrus", "a:1"],
                "--starttls=walrus is unknown; sonde services lists them"
            ),
            (["--format=xml", "tcp://a:1"], "--format=xml is unknown; write one of text, json"),
            (["--format=json", "--format=json", "tcp://a:1"], "--format may be given only once"),
            (["-v", "--verbose", "tcp://a:1"], "--verbose may be given only once"),
            (["-vv", "tcp://a:1"], "unknown flag -vv"),
            (["--verbose=yes", "tcp://a:1"], "--verbose takes no value"),
            (
                ["--service", "--starttls=smtp", "a"],
                "--service=--starttls=smtp is unknown; sonde services lists them"
            ),
            (
                ["--starttls=smtp", "tls://a:25"],
                "tls:// is TLS from the first byte, --starttls=smtp begins "
                    + "without; write tcp://a:25"
            ),
            (
                ["--service=ssh", "--starttls=smtp", "a"],
                "--service=ssh has no such --starttls; leave it out, or write tls:// for TLS from "
                    + "the first byte"
            ),
            (
                ["--service=https", "--starttls=smtp", "a"],
                "--service=https speaks TLS from the first byte; leave --starttls out"
            ),
            (
                ["--service=imap", "--starttls=smtp", "a"],
                "--service=imap has no such --starttls; write --starttls=imap, or leave it out"
            ),
            (
                ["--service=submission", "tls://a"],
                "tls:// is TLS from the first byte, --service=submission begins without; "
                    + "write tcp://a"
            ),
            (
                ["--service=ssh", "--config.file=sonde.yml", "a/b"],
                "with --config.file the target is SERVER/PROBE, not a URL, and what is said there "
                    + "is what the file says"
            ),
            (
                ["--starttls=smtp", "a"],
                "a has no port; write tcp://HOST:PORT, the port from 1 to 65535"
            ),
            (
                ["--service=ssh", "a:0"],
                "\"a:0\" has no port; write tcp://HOST:PORT, the port from 1 to 65535"
            ),
            (
                ["--service=ssh", ""],
                "the host is empty; write a name such as api.example.com, or an address"
            ),
            (
                ["--service=ssh", "tcp://:22"],
                "the host is empty; write a name such as api.example.com, or an address"
            ),
            (
                ["--service=ssh", "a/b"],
                "a/b is more than a host; write the host alone, as example.com"
            ),
            (["--service=ssh", "::1"], "::1 stands without brackets; write [::1]"),
            (["--service=ssh", "[::1"], "\"[::1\" has no ] for its ["),
            (["--service=ssh", "udp://a"], "\"udp://a\" begins with neither tcp:// nor tls://"),
        ])
        func `a conversation that cannot be understood`(
            words: [String], message: String
        ) throws {
            try Self.expectRefusal(of: ["probe"] + words, message)
        }

        @Test(arguments: [
            (["probe", "--service=ssh"]), (["probe", "-v"]),
            (["probe", "--service=ssh", "a", "b"]),
        ])
        func `what is probed must be said, once`(words: [String]) throws {
            try Self.expectRefusal(
                of: words,
                "probe needs one target: sonde probe tls://HOST:PORT, "
                    + "sonde probe --service=ssh HOST, or "
                    + "sonde probe --config.file=sonde.yml SERVER/PROBE")
        }

        @Test(arguments: [
            (["services", "ssh"], "services takes no \"ssh\""),
            (["services", "-v"], "unknown flag -v"),
            (["services", "--format=yaml"], "--format=yaml is unknown; write one of text, json"),
        ])
        func `a list that cannot be had`(words: [String], message: String) throws {
            try Self.expectRefusal(of: words, message)
        }

        @Test(arguments: [
            ([], "report needs an event log: sonde report --events=FILE"),
            (["a"], "report takes no \"a\""), (["--events"], "--events=FILE needs its value"),
            (
                ["--events=a", "--format=xml"],
                "--format=xml is unknown; write one of text, csv, json"
            ),
            (
                ["--events=a", "--from=yesterday"],
                "--from=yesterday is no time; write a day such as 2026-11-01, or a moment such as "
                    + "2026-11-01T08:00:00+01:00"
            ),
            (
                ["--events=a", "--to=2026-11-31"],
                "--to=2026-11-31 is no time; write a day such as 2026-11-01, or a moment such as "
                    + "2026-11-01T08:00:00+01:00"
            ),
            (
                ["--events=a", "--to=2026-11-01T08:00:00"],
                "--to=2026-11-01T08:00:00 is no time; write a day such as 2026-11-01, or a moment "
                    + "such as 2026-11-01T08:00:00+01:00"
            ),
            (
                ["--events=a", "--from=2026-11-02", "--to=2026-11-01"],
                "--from=2026-11-02 is not before --to=2026-11-01; nothing lies between them"
            ),
            // The same moment by another clock.
            (
                ["--events=a", "--from=2026-11-01", "--to=2026-11-01T01:00:00+01:00"],
                "--from=2026-11-01 is not before --to=2026-11-01T01:00:00+01:00; nothing lies "
                    + "between them"
            ),
            (
                ["--events=a", "--from=2026-11-01", "--from=2026-11-02"],
                "--from may be given only once"
            ),
        ])
        func `a report that cannot be made`(words: [String], message: String) throws {
            try Self.expectRefusal(of: ["report"] + words, message)
        }

        @Test(arguments: [
            "localhost", ":99999", "::1:80", "[::1]", "[127.0.0.1]:80", "example.com:80", ":+80",
            ":", "127.0.0.1:", "127.1:80", "1.2.3.4:-1", "",
        ])
        func `an address that cannot be listened on`(address: String) throws {
            let end = try Programs.sonde(["demo", "--web.listen-address=\(address)"])
            let message =
                "sonde: --web.listen-address=\(address) is no address with a port; write one "
                + "such as :10190, 127.0.0.1:10190 or [::1]:10190; see sonde --help\n"
            #expect(end == .init(status: 2, output: "", errors: message))
        }

        @Test(arguments: [
            ("metrics", "is no path; write one such as /metrics"),
            ("", "is no path; write one such as /metrics"),
            ("/a b", "is no path; write one such as /metrics"),
            ("/a?b", "is no path; write one such as /metrics"),
            ("/-/healthy", "has a page of its own already"),
            ("/-/ready", "has a page of its own already"),
            ("/", "has a page of its own already"),
        ])
        func `a path where no metrics can be`(path: String, message: String) throws {
            let end = try Programs.sonde(["--web.telemetry-path=\(path)"])
            let whole = "sonde: --web.telemetry-path=\(path) \(message); see sonde --help\n"
            #expect(end == .init(status: 2, output: "", errors: whole))
        }

        @Test func `a port in use and an address of another machine`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("sonde.yml", Configurations.one(port: 7))
            let taken = TCPFaultServer(.silent)
            for (address, message) in [
                (
                    "127.0.0.1:\(taken.port)",
                    "the port is in use; end who uses it, or choose another"
                ),
                ("192.0.2.1:80", "this machine has no such address"),
            ] {
                let end = try Programs.sonde([
                    "--config.file=\(file)", "--log.level=error",
                    "--web.listen-address=127.0.0.1:0", "--web.listen-address=\(address)",
                ])
                let whole = "sonde: --web.listen-address=\(address): \(message)\n"
                #expect(end == .init(status: 2, output: "", errors: whole))
            }
            #expect(taken.acceptedCount == 0)
        }

        @Test(arguments: [
            ["--help"], ["-h"], ["check", "--help"], ["probe", "-h"], ["services", "-h"],
            ["demo", "-h"], ["report", "-h"],
        ])
        func `help is an answer and no error`(words: [String]) throws {
            let end = try Programs.sonde(words)
            #expect(end.status == 0)
            #expect(end.errors == "")
            #expect(end.output.hasPrefix("Usage: sonde "))
            #expect(end.output.contains("--help"))
        }

        @Test func `the version names itself, the compiler and OpenSSL`() throws {
            let end = try Programs.sonde(["--version"])
            #expect(end.status == 0)
            #expect(end.errors == "")
            let lines = end.output.split(separator: "\n")
            try #require(lines.count == 3)
            #expect(lines[0].hasPrefix("sonde, version "))
            #expect(lines[1].hasPrefix("  swift:    6."))
            #expect(lines[2].hasPrefix("  openssl:  3."))
        }
    }
}

/// Configurations that the tests have in common.
enum Configurations {
    static func one(port: UInt16, more: String = "") -> String {
        """
        servers:
          - name: web
            probes:
              - {name: port, host: 127.0.0.1, port: \(port)\(more)}

        """
    }
}
