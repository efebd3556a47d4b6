import Configuration
import Network
import Testing

/// Every limit, with smaller numbers where the real ones would take long, and what it stops.
struct LimitTests {
    private static func refusal(
        _ text: String, files: FakeFiles = FakeFiles(),
        _ change: (inout ConfigurationLimits) -> Void = { _ in }
    ) -> String? {
        var limits = ConfigurationLimits()
        change(&limits)
        let loader = ConfigurationLoader(files: files, limits: limits)
        do {
            _ = try loader.load(Array(text.utf8), name: "sonde.yml", directory: "")
            return nil
        } catch {
            return error.description
        }
    }

    private static func probes(_ count: Int, _ more: String = "") -> String {
        (0..<count).reduce(into: "servers:\n- name: web\n  probes:\n") { text, index in
            text += "  - {name: p\(index), host: example.com, port: 443\(more)}\n"
        }
    }

    @Test func `the numbers are these`() {
        let limits = ConfigurationLimits()
        #expect(limits.filesBytesMax == 64 << 20)
        #expect(limits.authoritiesBytesMax == 4 << 20)
        #expect(limits.depthMax == 32)
        #expect(limits.nodeCountMax == 8_000_000)
        #expect(limits.directiveCountMax == 16)
        #expect(limits.probeCountMax == 200_000)
        #expect(limits.errorCountMax == 100)
        #expect(limits.stepBytesMax == 65_536)
        #expect(limits.captureCountMax == 32)
        #expect(limits.protocolsBytesMax == 1024)
        #expect(limits.pinCountMax == 32)
        #expect(limits.serverNameCountMax == 32)
    }

    @Test func `the bytes of the file are bounded`() {
        let text = Self.probes(1)
        #expect(Self.refusal(text) { $0.filesBytesMax = text.utf8.count } == nil)
        #expect(
            Self.refusal(text) { $0.filesBytesMax = 10 }
                == "sonde.yml: it has more than 10 bytes; name a smaller file")
    }

    @Test func `the bytes of all files together are bounded`() {
        let text = Self.probes(1, ", tls: {ca_file: ca.pem}")
        let certificate = Array(FakeFiles.certificate.utf8)
        let files = FakeFiles(["ca.pem": .success(certificate)])
        let together = text.utf8.count + certificate.count
        #expect(Self.refusal(text, files: files) { $0.filesBytesMax = together } == nil)
        #expect(
            Self.refusal(text, files: files) { $0.filesBytesMax = together - 1 }
                == "sonde.yml:4:52: servers[0].probes[0].tls.ca_file: with ca.pem the files are "
                + "too large together; name smaller files")
        #expect(
            Self.refusal(text, files: files) { $0.authoritiesBytesMax = 9 }
                == "sonde.yml:4:52: servers[0].probes[0].tls.ca_file: ca.pem: it has more than 9 "
                + "bytes; name a smaller file")
    }

    @Test func `the bytes of inline certificates are bounded`() {
        #expect(
            Self.refusal(Self.probes(1, ", tls: {ca: abcdefghij}")) { $0.authoritiesBytesMax = 9 }
                == "sonde.yml:4:52: servers[0].probes[0].tls.ca: the text has 10 bytes; write at "
                + "most 9")
    }

    @Test func `probes are bounded`() {
        #expect(Self.refusal(Self.probes(3)) { $0.probeCountMax = 3 } == nil)
        #expect(
            Self.refusal(Self.probes(9)) { $0.probeCountMax = 3 }
                == "sonde.yml:7:5: servers[0].probes[3]: there are more than 3 probes; split the "
                + "configuration between several exporters")
    }

    @Test func `each name of a list counts as a probe`() {
        let names = ", tls: {server_name: [a.example, b.example]}"
        #expect(Self.refusal(Self.probes(2, names)) { $0.probeCountMax = 4 } == nil)
        #expect(
            Self.refusal(Self.probes(9, names)) { $0.probeCountMax = 3 }
                == "sonde.yml:5:5: servers[0].probes[1]: there are more than 3 probes; split the "
                + "configuration between several exporters")
    }

    @Test func `lists of TLS are bounded`() {
        func tls(_ key: String, _ items: [String]) -> String? {
            Self.refusal(
                Self.probes(1, ", tls: {\(key): [\(items.joined(separator: ", "))]}"))
        }
        let name = String(repeating: "x", count: 255)
        #expect(tls("alpn", [name + "x"]) != nil)
        // Each takes a byte of length as well.
        let names = ["a", "b", "c", "d"].map { $0 + name.dropFirst() }
        #expect(tls("alpn", names) == nil)
        #expect(tls("alpn", names + ["e"]) != nil)
        let hosts = (0..<33).map { "n\($0).example" }
        #expect(tls("server_name", Array(hosts.dropLast())) == nil)
        #expect(tls("server_name", hosts) != nil)
        let pins = (10..<43).map { "\"\(String(repeating: "\($0)", count: 32))\"" }
        #expect(tls("pin_sha256", Array(pins.dropLast())) == nil)
        #expect(tls("pin_sha256", pins) != nil)
    }

    @Test func `values are bounded`() {
        #expect(
            Self.refusal("servers: [a, b, c, d]") { $0.nodeCountMax = 4 }
                == "sonde.yml:1:17: servers[2]: there are more than 4 values; split the "
                + "configuration between several exporters")
    }

    @Test func `directives are bounded`() {
        let directives = String(repeating: "%TAG !a! x\n", count: 17)
        #expect(
            Self.refusal(directives + "--- {}")
                == "sonde.yml:17:1: too many lines begin with %; leave the directives out")
        #expect(Self.refusal("%YAML 1.1\n---\n" + Self.probes(1)) == nil)
    }

    @Test(arguments: ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"])
    func `directives are counted after every end of a line`(lineEnd: String) {
        let directives = String(repeating: "%TAG !a! x" + lineEnd, count: 17)
        #expect(Self.refusal(directives + "--- {}")?.hasPrefix("sonde.yml:17:1: too many") == true)
    }

    @Test(arguments: ["é", "¨", "…", "\u{2068}"])
    func `no percent sign behind a letter is a directive`(letter: String) {
        let words = String(repeating: letter + "%", count: 17)
        #expect(Self.refusal("# \(words)\n" + Self.probes(1)) == nil)
    }

    @Test func `mistakes are counted beyond the first hundred`() throws {
        let loader = ConfigurationLoader(files: FakeFiles())
        let text = (0..<1000).map { "key\($0): 1\n" }.joined()
        let refusal = try #require(throws: ConfigurationErrors.self) {
            _ = try loader.load(Array(text.utf8), name: "sonde.yml", directory: "")
        }
        #expect(refusal.errors.count == 100)
        #expect(refusal.omittedCount == 901)
        #expect(refusal.description.hasSuffix("\nand 901 more"))
    }

    @Test(arguments: [
        ("interval", "100ms", "99ms"), ("interval", "1y", "1y1ms"), ("timeout", "1ms", "0ms"),
        ("connect_timeout", "1ms", "0s"),
    ])
    func `durations are bounded`(key: String, right: String, wrong: String) {
        #expect(Self.refusal(Self.probes(1, ", \(key): \(right)")) == nil)
        #expect(Self.refusal(Self.probes(1, ", \(key): \(wrong)")) != nil)
    }

    @Test(arguments: [
        ("down_for", "0s", "1y1s"), ("connect_time", "1ms", "61m"),
        ("connect_time", "1h", "0"), ("certificate_expiry", "10y", "10y1d"),
        ("availability", "93.2%", "93.1999%"), ("availability", "100%", "100.0001%"),
    ])
    func `thresholds are bounded`(key: String, right: String, wrong: String) {
        #expect(Self.refusal(Self.probes(1, ", thresholds: {\(key): \(right)}")) == nil)
        #expect(Self.refusal(Self.probes(1, ", thresholds: {\(key): \(wrong)}")) != nil)
    }

    @Test func `names and texts may be as long as their limits`() {
        let name = String(repeating: "é", count: 100)
        let text = String(repeating: "x", count: 1024)
        let host = Array(repeating: String(repeating: "h", count: 63), count: 4)
            .joined(separator: ".").dropLast(2)
        #expect(host.count == 253)
        let label = String(repeating: "l", count: 100)
        let labels = (0..<31).map { "l\($0): x" }.joined(separator: ", ")
        #expect(
            Self.refusal(
                """
                gateway: \(name)
                servers:
                - name: \(name)
                  description: \(text)
                  labels: {\(labels), \(label): \(text)}
                  probes: [{name: \(name), host: \(host)., port: 1}]
                """) == nil)
    }

    @Test func `the bytes of a step are bounded`() {
        let right = ", script: [{send: abcd}, {send_hex: \"01020304\"}, {expect_hex: \"01020304\"}]"
        #expect(Self.refusal(Self.probes(1, right)) { $0.stepBytesMax = 4 } == nil)
        #expect(
            Self.refusal(Self.probes(1, right)) { $0.stepBytesMax = 3 } == """
                sonde.yml:4:56: servers[0].probes[0].script[0].send: the text has 4 bytes; write \
                at most 3
                sonde.yml:4:70: servers[0].probes[0].script[1].send_hex: there are 4 bytes; write \
                at most 3
                sonde.yml:4:94: servers[0].probes[0].script[2].expect_hex: there are 4 bytes; \
                write at most 3
                """)
    }

    @Test func `a script has at most a hundred steps`() {
        let steps = Array(repeating: "{expect: a}", count: 100).joined(separator: ", ")
        #expect(Self.refusal(Self.probes(1, ", script: [\(steps)]")) == nil)
    }

    @Test func `what a probe captures is bounded`() {
        let step = #"{expect: "(?P<a>a)(?P<b>b)", capture: {a: label, b: value}}"#
        let text = Self.probes(1, ", script: [\(step)]")
        #expect(Self.refusal(text) { $0.captureCountMax = 2 } == nil)
        #expect(
            Self.refusal(text) { $0.captureCountMax = 1 }
                == "sonde.yml:4:84: servers[0].probes[0].script[0].capture: the probe captures "
                + "more than 1 groups; capture at most 1")
    }

    @Test func `accounts are bounded`() {
        #expect(ConfigurationLimits().accountCountMax == 1_000)
        let files = FakeFiles(["token": .success([0x70])])
        let text = "accounts: {a: {token_file: token}, b: {token_file: token}}\n" + Self.probes(1)
        #expect(Self.refusal(text, files: files) { $0.accountCountMax = 2 } == nil)
        #expect(
            Self.refusal(text, files: files) { $0.accountCountMax = 1 }
                == "sonde.yml:1:1: accounts: 2 accounts are too many; write at most 1")
    }

    @Test func `sixteen name servers are allowed`() {
        let servers = (1...16).map { "10.0.0.\($0)" }.joined(separator: ", ")
        #expect(Self.refusal("resolvers: [\(servers)]\n" + Self.probes(1)) == nil)
    }
}
