import Configuration
import Patterns
import Probes
import Testing

/// Many probes say the same, and an expression takes more memory than all else of a probe.
struct SharingTests {
    private static func patterns(_ lines: (Int) -> String) throws -> [[Pattern]] {
        let probes = (0..<100).map { "{name: p\($0), host: example.com, \(lines($0))}" }
        let text = "servers: [{name: s, probes: [\(probes.joined(separator: ",\n"))]}]"
        let settings = try ConfigurationLoader(files: FakeFiles())
            .load(Array(text.utf8), name: "sonde.yml", directory: "")
        return settings.probes.map { ($0.options.script?.steps ?? []).flatMap(patterns(of:)) }
    }

    private static func patterns(of step: Step) -> [Pattern] {
        switch step {
        case .expect(let expectation), .expectFrame(_, let expectation):
            [expectation.pattern] + (expectation.refusal.map { [$0] } ?? [])
        case .send, .expectBytes, .startTLS: []
        }
    }

    /// How many patterns there are in memory.
    private static func count(_ patterns: [[Pattern]]) -> Int {
        Set(patterns.joined().map { ObjectIdentifier($0) }).count
    }

    @Test func `the same script is compiled once`() throws {
        let patterns = try Self.patterns { _ in
            #"port: 1, script: [{expect: "^220 "}, {send: x}, {expect: "^250 "}]"#
        }
        #expect(patterns.allSatisfy { $0.count == 2 })
        #expect(Self.count(patterns) == 2)
    }

    @Test func `the same expression is compiled once in scripts that differ`() throws {
        let patterns = try Self.patterns { index in
            #"port: 1, script: [{expect: "^220 "}, {send: x\#(index)}, {expect: "^220 "}]"#
        }
        #expect(patterns.allSatisfy { $0.count == 2 })
        #expect(Self.count(patterns) == 1)
    }

    @Test func `an expression before TLS is another`() throws {
        let patterns = try Self.patterns { _ in
            #"port: 1, script: [{expect: "^220 "}, {expect: "^220 "}, {starttls: true}]"#
        }
        #expect(Self.count(patterns) == 2)
    }

    @Test func `a service is compiled once for all that is captured of it`() throws {
        let patterns = try Self.patterns { index in
            "service: ssh" + (index % 2 == 0 ? ", capture: {version: label}" : "")
        }
        #expect(Self.count(patterns) == 2)
    }

    @Test func `a STARTTLS is compiled once, whatever follows it`() throws {
        let one = try Self.patterns { _ in "port: 1, starttls: smtp" }
        let alone = Self.count(Array(one.prefix(1)))
        #expect(alone > 1 && Self.count(one) == alone)
        let many = try Self.patterns { index in
            #"port: 1, starttls: smtp, script: [{send: x\#(index)}, {expect: "^nobody "}]"#
        }
        #expect(Self.count(many) == alone + 1)
    }
}
