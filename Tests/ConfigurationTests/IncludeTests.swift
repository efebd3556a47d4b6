import Configuration
import Network
import Probes
import Testing

/// Configurations of several files, and of the environment.
struct IncludeTests {
    private static func bytes(_ text: String) -> Result<[UInt8], FileError> {
        .success(Array(text.utf8))
    }

    private static var files: FakeFiles {
        FakeFiles([
            "conf/sonde.yml": bytes(
                """
                include: [servers/*.yml, more.yml, servers/a.yml]
                defaults: {interval: 1m, depends_on: [edge/router]}
                servers: [{name: first, probes: [{name: a, host: a, port: 1}]}]
                """),
            "conf/servers/b.yml": bytes(
                "servers: [{name: b, probes: [{name: b, host: b, port: 1, "
                    + "tls: {ca_file: ca.pem}}]}]"),
            "conf/servers/a.yml": bytes(
                "servers: [{name: a, probes: [{name: a, host: a, port: 1}]}]"),
            "conf/servers/.hidden.yml": bytes("broken: ["),
            "conf/servers/notes.txt": bytes("broken: ["),
            "conf/servers/ca.pem": bytes(FakeFiles.certificate),
            "conf/more.yml": bytes(
                "servers: [{name: edge, probes: [{name: router, host: r, port: 1}]}]"),
        ])
    }

    @Test func `the servers of other files follow, in the order of the patterns and names`() throws
    {
        let files = Self.files
        let settings = try ConfigurationLoader(files: files).load("conf/sonde.yml")
        #expect(settings.probes.map(\.qualifiedName) == ["first/a", "a/a", "b/b", "edge/router"])
        #expect(settings.probes.allSatisfy { $0.interval == .seconds(60) })
        #expect(settings.probes.map(\.parents.count) == [1, 1, 1, 0])
        #expect(
            settings.files == [
                "conf/sonde.yml", "conf/servers/a.yml", "conf/servers/b.yml", "conf/more.yml",
            ])
        #expect(files.readingCount(of: "conf/servers/ca.pem") == 1)
    }

    @Test(arguments: [
        ("a.yml", "*.yml", true), ("a.yaml", "*.yml", false), (".a.yml", "*.yml", false),
        (".a.yml", ".*", true), ("abc", "a*c", true), ("abcbd", "a*b?", true),
        ("ab", "a*b?", false),
        ("", "*", true), ("x", "", false), ("aaab", "*a*ab", true), ("a-b", "a[-]b", false),
    ])
    func `a pattern is met by these names`(name: String, pattern: String, isMet: Bool) throws {
        let loader = ConfigurationLoader(
            files: FakeFiles([
                "d/\(name)": Self.bytes(
                    "servers: [{name: a, probes: [{name: a, host: a, port: 1}]}]"),
                "d/zz.other": Self.bytes(""), "sonde.yml": Self.bytes("include: ['d/\(pattern)']"),
            ]))
        // A pattern without a sign that stands for others is the name of a file.
        let found = try? loader.load("sonde.yml").probes.count
        #expect((found == 1) == (isMet && !name.isEmpty), "\(name) \(pattern)")
    }

    @Test func `variables of the environment stand anywhere, and literally where that is meant`()
        throws
    {
        let variables = ["PORT": "443", "HOST": "example.com", "EMPTY": "", "ODD": "x: [y]\n"]
        let loader = ConfigurationLoader(files: FakeFiles(), variable: { variables[$0] })
        let text = #"""
            gateway: gw-${env.PORT}
            servers:
              - name: a
                description: "${env.ODD}|${env.EMPTY}|$${env.PORT}|$$|${x}|${env.HOST}:${env.PORT}"
                probes:
                  - name: b
                    host: ${env.HOST}
                    port: ${env.PORT}
                    script: [{send: "${env.HOST} $${env.HOST} $${capture.x}"}, {expect: x}]
            """#
        let settings = try loader.load(Array(text.utf8), name: "sonde.yml", directory: "")
        #expect(settings.gateway == "gw-443")
        let probe = try #require(settings.probes.first)
        #expect(probe.target == "example.com:443")
        #expect(probe.description.text == "x: [y]\n||${env.PORT}|$$|${x}|example.com:443")
        let script = String(describing: probe.options.script)
        #expect(script.contains("\(Array("example.com ${env.HOST} ${capture.x}".utf8))"))
    }
}
