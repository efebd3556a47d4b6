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
                "unknown command \"dance\"; the commands are serve, check, probe, demo"
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
            (["check"], "check needs at least one file: sonde check sonde.yml"),
            (
                ["probe"],
                "probe needs one target: sonde probe tls://HOST:PORT, or "
                    + "sonde probe --config.file=sonde.yml SERVER/PROBE"
            ),
            (["probe", "a"], "\"a\" is neither tcp://HOST:PORT, tls://HOST:PORT nor SERVER/PROBE"),
            (
                ["probe", "tcp://host"],
                "\"tcp://host\" has no port; write tcp://HOST:PORT, the port from 1 to 65535"
            ),
            (["probe", "http://a:1"], "\"http://a:1\" begins with neither tcp:// nor tls://"),
            (
                ["probe", "--config.file=a.yml", "tcp://a:1"],
                "with --config.file the target is SERVER/PROBE, not a URL"
            ),
        ])
        func `a command line that cannot be understood`(words: [String], message: String) throws {
            let end = try Programs.sonde(words)
            #expect(
                end == .init(status: 2, output: "", errors: "sonde: \(message); see sonde --help\n")
            )
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
            ["--help"], ["-h"], ["check", "--help"], ["probe", "-h"], ["demo", "-h"],
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
