import Configuration
import Network
import Testing

/// Finding the file, and what is wrong with it as a whole.
struct LoaderTests {
    private static let smallest =
        "servers: [{name: web, probes: [{name: https, host: example.com, port: 443}]}]"

    private static func refusal(
        _ path: String, _ files: FakeFiles, gateway: String? = nil
    ) throws -> String {
        let loader = ConfigurationLoader(
            files: files, gatewayOverride: gateway.map { GatewayOverride($0, from: "--gateway") })
        return try #require(throws: ConfigurationErrors.self) { _ = try loader.load(path) }
            .description
    }

    @Test(arguments: [
        (FileError.missing, "there is no such file; name one that is there"),
        (.permission, "permission denied; let the user that the exporter runs as read it"),
        (.notRegular, "it is no regular file; name a file, not a directory or device"),
        (.tooLarge, "it has more than 67108864 bytes; name a smaller file"),
        (
            .other(errorNumber: 5),
            "it could not be read (errno 5); see errno(3) for what that means"
        ),
    ])
    func `a file that cannot be read is told without a line`(
        error: FileError, message: String
    ) throws {
        let files = FakeFiles(["conf/sonde.yml": .failure(error)])
        #expect(try Self.refusal("conf/sonde.yml", files) == "conf/sonde.yml: \(message)")
    }

    @Test(arguments: [
        ("sonde.yml", "tls/ca.pem"), ("/sonde.yml", "/./tls/ca.pem"),
        ("conf/sonde.yml", "conf/tls/ca.pem"), ("/etc/sonde.yml", "/etc/tls/ca.pem"),
        ("../sonde.yml", "../tls/ca.pem"),
    ])
    func `a path is relative to the file that names it`(path: String, expected: String) throws {
        let text = """
            servers:
              - name: web
                probes: [{name: a, host: b, port: 1, tls: {ca_file: tls/ca.pem}}]
            """
        let files = FakeFiles([
            path: .success(Array(text.utf8)), expected: .success(Array(FakeFiles.certificate.utf8)),
        ])
        #expect(try ConfigurationLoader(files: files).load(path).probes.count == 1)
        #expect(files.readingCount(of: expected) == 1)
    }

    @Test(arguments: ["", "gateway: fra1\n"])
    func `the gateway of the command line wins`(line: String) throws {
        let loader = ConfigurationLoader(
            files: FakeFiles(), gatewayOverride: GatewayOverride("nyc1", from: "SONDE_GATEWAY"))
        let bytes = Array((line + Self.smallest).utf8)
        #expect(try loader.load(bytes, name: "sonde.yml", directory: "").gateway == "nyc1")
    }

    @Test(arguments: [
        ("", "the name is empty; write 1 to 100 characters without /"),
        ("a/b", "the name \"a/b\" has a /; write another character"),
        ("a\nb", "the name \"a\\nb\" has a control character; leave it out"),
        ("a\u{2028}b", "the name \"a\\u{2028}b\" has a control character; leave it out"),
        (String(repeating: "é", count: 101), "the name has 101 characters; write at most 100"),
    ])
    func `the gateway of the command line follows the rule of names`(
        gateway: String, message: String
    ) throws {
        let files = FakeFiles(["sonde.yml": .success(Array(Self.smallest.utf8))])
        #expect(try Self.refusal("sonde.yml", files, gateway: gateway) == "--gateway: \(message)")
    }

    @Test func `a wrong gateway and a missing file are told together`() throws {
        #expect(
            try Self.refusal("sonde.yml", FakeFiles(), gateway: "/") == """
                sonde.yml: there is no such file; name one that is there
                --gateway: the name "/" has a /; write another character
                """)
    }

    @Test func `an error carries its parts`() throws {
        let text = "servers: [{name: a, probes: [{name: b, host: c, port: 70000}]}]"
        let loader = ConfigurationLoader(files: FakeFiles())
        let refusal = try #require(throws: ConfigurationErrors.self) {
            _ = try loader.load(Array(text.utf8), name: "sonde.yml", directory: "")
        }
        let error = try #require(refusal.errors.first)
        #expect(refusal.errors.count == 1 && refusal.omittedCount == 0)
        #expect(error.file == "sonde.yml")
        #expect(error.line == 1)
        #expect(error.column == 49)
        #expect(error.key == "servers[0].probes[0].port")
        #expect(error.message == "70000 is no port")
        #expect(error.suggestion == "write a number from 1 to 65535")
    }
}
