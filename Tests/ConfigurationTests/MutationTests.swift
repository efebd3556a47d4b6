import Configuration
import Simulation
import Testing

/// Wrong configurations without number: each is accepted, or refused with a position in it.
struct MutationTests {
    private static let corpus = [
        """
        gateway: fra1
        resolvers: ["10.0.0.53:53", "[::1]:53"]
        defaults: {interval: 1m30s, labels: {tier: "1"}}
        servers:
        - name: web
          probes:
          - {name: a, host: example.com, port: 443, tls: {}}
          - {name: b, host: "::1", port: 22}
        """,
        """
        servers:
          - name: "web"
            thresholds: {down_for: 1m, slow_share: 5%, connect_time: null}
            probes:
              - name: a
                host: 192.0.2.1
                port: 65535
                tls: {ca_file: authority.pem, minimum_version: 1.2}
        """,
        """
        # words
        servers: [{name: s, owner: 'me', histograms: [connect],
          probes: [{name: p, host: h, port: 1, timeout: 100ms, interval: 1s}]}]
        """,
        "servers: [&a [*a], !!str x, {? [a] : b, <<: c}, |\n  text\n, \"\\x41\\u00e9\"]\n"
            + "---\n...\n",
    ]

    private static let scripts = [
        #"""
        servers:
        - name: mail
          probes:
          - name: banner
            host: h
            port: 25
            script:
            - expect: "^220 (?P<name>[^ ]+) v(?P<load>[0-9.]+)$"
              capture: {name: label, load: value}
            - send: "EHLO ${capture.name} $${x} $y\r\n"
            - {expect: '(?i)\bstarttls|[\x00-\xff]{2,9}'}
            - starttls: true
            - {send_hex: "00 fF"}
            - expect_hex: 06
        """#,
        """
        servers: [{name: s, probes: [{name: a, host: h, service: ssh,
          capture: {version: label, software: value}},
          {name: b, host: h, port: 1, starttls: smtp, tls: {verify: false},
          script: [{expect: é+}, {send: "QUIT"}]}]}]
        """,
        #"""
        accounts:
          mesh: {certificate_file: both.pem, token_file: token}
          mailbox: {username: me, password_file: proxy-password}
        defaults: {account: mesh, proxy: {url: "http://p:1", account: mailbox}}
        servers:
        - name: s
          probes:
          - {name: a, host: h, port: 1, tls: {}}
          - {name: b, host: h, port: 1, account: mailbox,
             script: [{send: "${account.username} ${account.password}"}, {expect: a}]}
        """#,
    ]

    @Test(arguments: 0..<4)
    func `a mutated configuration is accepted or refused with a position in it`(seed: UInt64) {
        Self.check(ByteMutator(seed: seed, corpus: Self.corpus.map { Array($0.utf8) }))
    }

    @Test(arguments: 0..<4)
    func `a mutated script is accepted or refused with a position in it`(seed: UInt64) {
        Self.check(ByteMutator(seed: seed, corpus: Self.scripts.map { Array($0.utf8) }))
    }

    private static func check(_ mutator: ByteMutator) {
        var mutator = mutator
        let loader = ConfigurationLoader(files: FakeFiles.forFixtures)
        var acceptedCount = 0
        for _ in 0..<25_000 {
            let bytes = mutator.next()
            do {
                let settings = try loader.load(bytes, name: "f", directory: "/etc/sonde")
                acceptedCount += 1
                guard !settings.probes.isEmpty else {
                    Issue.record("accepted without probes: \(bytes)")
                    return
                }
            } catch {
                guard isInside(error, bytes) else {
                    Issue.record("\(error): \(bytes)")
                    return
                }
            }
        }
        #expect(acceptedCount > 100)
        #expect(acceptedCount < 25_000)
    }

    private static func isInside(_ refusal: ConfigurationErrors, _ bytes: [UInt8]) -> Bool {
        let widths = lineWidths(bytes)
        return !refusal.errors.isEmpty
            && refusal.errors.allSatisfy { error in
                guard let line = error.line, let column = error.column else {
                    return isAboutWhole(error, bytes)
                }
                return (1...widths.count).contains(line)
                    && (1...(widths[line - 1] + 1)).contains(column)
            }
    }

    /// Whether an error that names no line is one that cannot.
    private static func isAboutWhole(_ error: ConfigurationError, _ bytes: [UInt8]) -> Bool {
        switch error.message {
        case "it is empty": true
        case let message where message.hasSuffix("is not UTF-8"):
            String(validating: bytes, as: UTF8.self) == nil
        default: false
        }
    }

    /// Unicode scalars of each line; YAML 1.1 also ends a line at NEL, LS and PS.
    private static func lineWidths(_ bytes: [UInt8]) -> [Int] {
        var widths = [0]
        var previous: Unicode.Scalar?
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": widths.append(0)
            default: widths[widths.count - 1] += 1
            }
            previous = scalar
        }
        return widths
    }
}
