import Configuration
import Testing
import Workbench

extension SondeTests {
    @Suite struct RulesTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
        }

        private func rules(_ options: [String] = [], _ text: String) throws -> String {
            let file = try folder.write("sonde.yml", text)
            return try Programs.run(Programs.sonde, ["rules", "--config.file=\(file)"] + options)
        }

        private static let folder =
            "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")

        private static let configuration = """
            defaults:
              thresholds: {connect_time: 100ms, slow_share: 5%}
            servers:
              - name: pay
                probes:
                  - name: api
                    host: api.example.com
                    port: 443
                    tls: {}
                    thresholds: {availability: 99.95%, certificate_expiry: 30d}
                  - name: ssh
                    host: 192.0.2.7
                    service: ssh
                    interval: 10m
                    thresholds: {down_for: null, packet_loss: 0.25%, error_rate: 1%}
              - name: fw
                probes:
                  - {name: telnet, host: 192.0.2.8, port: 23, expect: closed}
            """

        @Test func `each alert is listed with the threshold of each probe`() throws {
            let text = try rules([], Self.configuration)
            let expected = String(
                decoding: try FileBytes.of("\(Self.folder)/Fixtures/rules.txt"), as: UTF8.self)
            let parts = expected.split(separator: "---")
            #expect(text.hasPrefix(parts[0]) && text.hasSuffix(parts[1]), "\(text)")
            #expect(text.contains("\nthe exporter  SondeExporterDown"))
            // A server of which one probe alone may be down tells no more than that.
            #expect(!text.contains("SondeServerDown"))
        }

        @Test func `programs get the same as JSON`() throws {
            let json = try rules(["--format=json"], Self.configuration)
            let words = try Python.evaluate(
                "[(p['probe'], a['alert'], a['fires_when'], a['key']) for p in d['probes'] "
                    + "for a in p['alerts'] if a['alert'] == 'SondePacketLoss']", of: json)
            #expect(
                words == """
                    [["ssh", "SondePacketLoss", "more than 0.25% of the segments that open \
                    connections are sent again", "thresholds.packet_loss"]]

                    """)
            let silent = try Python.evaluate(
                "[s['key'] for s in d['probes'][1]['silent']]", of: json)
            #expect(silent == "[\"thresholds.down_for\", \"thresholds.availability\"]\n")
            #expect(try Python.evaluate("len(d['exporter'])", of: json) == "7\n")
        }

        @Test func `every alert of the rules is known here, and no other`() throws {
            let text = String(
                decoding: try FileBytes.of("\(Self.folder)/../../rules/sonde.rules.yml"),
                as: UTF8.self)
            let names = text.split(separator: "\n").compactMap { line in
                line.firstRange(of: "- alert: ").map { String(line[$0.upperBound...]) }
            }
            let certificates = try TestCertificates()
            // Two probes together have each of them.
            let all = try rules(
                [],
                """
                defaults:
                  thresholds: {connect_time: 1s, slow_share: 5%, packet_loss: 1%, error_rate: 1%,
                    availability: 99%}
                servers:
                  - name: s
                    probes:
                      - {name: a, host: a.example.com, port: 1, tls: {compare_file: PEM}}
                      - {name: b, host: 192.0.2.1, port: 1, expect: closed}
                """.replacing("PEM", with: certificates.good.withChain))
            for name in Set(names) { #expect(all.contains(" \(name) "), "\(name)") }
            let listed = Set(
                all.split { $0 == " " || $0 == "\n" }.filter { $0.hasPrefix("Sonde") }.map(
                    String.init))
            #expect(listed == Set(names))
        }
    }
}
