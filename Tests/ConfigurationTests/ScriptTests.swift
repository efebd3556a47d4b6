import Configuration
import Network
import Patterns
import Probes
import Testing

/// What probes say and hear, as it is read.
struct ScriptTests {
    private static func probes(_ name: String = "scripts") throws -> [String: ProbeSettings] {
        let bytes = try #require(FixtureFolder.bytes(of: "\(name).yml", in: "valid"))
        let settings = try ConfigurationLoader(files: FakeFiles())
            .load(bytes, name: "\(name).yml", directory: "")
        return Dictionary(uniqueKeysWithValues: settings.probes.map { ($0.name, $0) })
    }

    private static func probe(_ name: String) throws -> ProbeSettings {
        try #require(try probes()[name])
    }

    private static func probe(written lines: String) throws -> ProbeSettings {
        let text = "servers: [{name: s, probes: [{name: p, host: example.com, \(lines)}]}]"
        let settings = try ConfigurationLoader(files: FakeFiles())
            .load(Array(text.utf8), name: "sonde.yml", directory: "")
        return try #require(settings.probes.first)
    }

    private static func expect(
        _ expression: String, wholeLine: Bool = false, _ captures: Capture...
    ) throws -> Step {
        .expect(
            Expectation(try Pattern(expression, wholeLine: wholeLine), captures: captures))
    }

    @Test func `text is sent as the bytes of its UTF-8, with what was captured`() throws {
        let script = try #require(try Self.probe("text").options.script)
        let steps: [Step] = [
            .send("VERSION\r\n\0é$"),
            try Self.expect(
                "^OK v(?P<version>[0-9.]+) (?P<load>[0-9.]+)",
                Capture(name: "version", use: .label), Capture(name: "load", use: .value)),
            .send(
                Template([
                    "$$ $x ${a} $${b} }{", .capture("version"), .capture("load"), "!",
                ])),
            try Self.expect(#"^\d+$"#),
        ]
        #expect(script == Script([Script.Part(.script, steps)]))
    }

    @Test func `hexadecimal digits are bytes`() throws {
        let steps = try Self.probe("digits").options.script?.steps
        #expect(
            steps == [
                .send(Template(bytes: [0, 255, 10, 127])), .expectBytes([6]),
                .send(Template(bytes: [0x15])),
            ])
    }

    @Test func `plain text is taken as it is written`() throws {
        let steps = try Self.probe("plain").options.script?.steps
        #expect(steps == [.send("1"), try Self.expect("yes"), .send(#"C:\new\rate"#)])
    }

    @Test func `the go-ahead for TLS is read to the end of its line`() throws {
        let probe = try Self.probe("own")
        #expect(
            probe.options.script?.steps == [
                try Self.expect("^220 "), .send("STARTTLS\r\n"),
                try Self.expect("^220 ", wholeLine: true), .startTLS, try Self.expect("^220 "),
            ])
        #expect(probe.options.tls == TLSSettings(serverName: "mail.example.com"))
        #expect(probe.histograms == [.connect, .tls])
    }

    @Test func `a block beside STARTTLS says how TLS is spoken`() throws {
        let own = try Self.probe("own-settings")
        #expect(own.options.tls == TLSSettings(serverName: "smtp.example.com", verify: false))
        #expect(own.options.script?.startsTLS == true)
        let named = try Self.probe("by-name-settings")
        #expect(named.options.tls == TLSSettings(serverName: "mail.example.com", verify: false))
        #expect(named.options.script == (try Self.probe("by-name").options.script))
    }

    @Test func `a block beside a script without STARTTLS speaks TLS first`() throws {
        let probe = try Self.probe("first")
        #expect(probe.options.tls == TLSSettings(serverName: "mail.example.com"))
        #expect(probe.options.script?.startsTLS == false)
    }

    @Test func `a named STARTTLS brings its steps`() throws {
        let probe = try Self.probe("by-name")
        #expect(probe.options.script == (try ScriptChoice(startTLS: .smtp).script()))
        #expect(probe.options.tls == TLSSettings(serverName: "mail.example.com"))
        #expect(probe.histograms == [.connect, .tls])
    }

    @Test func `a script goes on after a named STARTTLS`() throws {
        let script = try Self.probe("by-name-and-own").options.script
        let steps = [Step.send("QUIT\r\n")]
        #expect(script == (try ScriptChoice(startTLS: .smtp, steps: steps).script()))
        #expect(script?.places.last == StepPlace(origin: .script, number: 1))
    }

    @Test func `a service brings its port`() throws {
        let usual = try Self.probe("usual-port")
        #expect(usual.options.port == 22)
        #expect(usual.target == "bastion.example.com:22")
        #expect(usual.options.tls == nil)
        let other = try Self.probe("other-port")
        #expect(other.options.port == 2222)
        #expect(other.target == "bastion.example.com:2222")
    }

    @Test func `what a service learns is captured when asked for`() throws {
        let captures = [
            Capture(name: "version", use: .label), Capture(name: "software", use: .label),
        ]
        let ssh = try #require(Service.named("ssh"))
        #expect(
            try Self.probe("other-port").options.script
                == (try ScriptChoice(service: ssh, captures: captures).script()))
        #expect(
            try Self.probe("usual-port").options.script == (try ScriptChoice(service: ssh).script())
        )
    }

    @Test(arguments: [
        ("usual-port", [HistogramPhase.connect, .exchange]),
        ("other-port", [.exchange, .attempt]), ("under-tls", [.connect, .tls, .exchange]),
        ("nothing", [.connect]), ("text", [.connect]),
    ])
    func `a conversation has a histogram where one is asked for`(
        name: String, phases: [HistogramPhase]
    ) throws {
        #expect(try Self.probe(name).histograms == phases)
    }

    @Test(arguments: Service.all)
    func `every service is read, with all that it learns`(service: Service) throws {
        let learns = service.learns.map { "\($0): label" }.joined(separator: ", ")
        let capture = learns.isEmpty ? "" : ", capture: {\(learns)}"
        let probe = try Self.probe(written: "service: \(service.name)\(capture)")
        #expect(probe.options.port == service.port)
        #expect(probe.options.script?.steps.isEmpty == false)
        #expect((probe.options.tls != nil) == (service.security != .clear))
    }

    @Test(arguments: StartTLSProtocol.allCases)
    func `every STARTTLS is read`(startTLS: StartTLSProtocol) throws {
        let probe = try Self.probe(written: "port: 1, starttls: \(startTLS.rawValue)")
        #expect(probe.options.script?.startsTLS == true)
        #expect(probe.options.tls == TLSSettings(serverName: "example.com"))
    }

    @Test(arguments: Service.all.filter { $0.security == .tls }, StartTLSProtocol.allCases)
    func `STARTTLS under TLS is a contradiction`(
        service: Service, startTLS: StartTLSProtocol
    ) throws {
        let lines = "service: \(service.name), starttls: \(startTLS.rawValue)"
        let refusal = #expect(throws: ConfigurationErrors.self) {
            try Self.probe(written: lines)
        }
        #expect(refusal?.errors.map(\.key) == ["servers[0].probes[0].starttls"])
        #expect(
            refusal?.errors.first?.message
                == "service \(service.name) speaks TLS from the first byte")
    }

    @Test func `the example of the reference is right`() throws {
        let probes = try Self.probes("example")
        #expect(probes.count == 5)
        #expect(
            probes["banner"]?.options.script?.steps == [
                .send("VERSION\r\n"),
                try Self.expect(
                    "^OK v(?P<version>[0-9.]+)", Capture(name: "version", use: .label)),
                .send(Template(bytes: [0, 255])), .expectBytes([6]), .startTLS,
            ])
    }
}
