import FaultServers
import Network
import Simulation
import TLS
import Testing
import Time
import Workbench

extension SondeTests {
    /// What other probers get wrong of TLS, on the page of a running program.
    @Suite struct TLSDefectTests {
        /// Starts the program with probes of these keys, and waits until each has an attempt.
        private static func page(
            _ probes: [String], trusting root: CertificateAuthority? = nil
        ) throws -> MetricsPage {
            let folder = try TemporaryFolder()
            let authority = try root ?? FaultAuthorities.shared.root
            try folder.write("root.pem", authority.own.certificate)
            let file = try folder.write(
                "sonde.yml",
                "defaults: {interval: 3s, timeout: 3s, histograms: [connect, tls]}\n"
                    + "servers:\n  - name: defects\n    probes:\n"
                    + probes.map { "      - {\($0)}\n" }.joined())
            return try RunningSonde(["--config.file=\(file)"]).page(
                when: "a verdict on each", within: 60, askingEvery: 500
            ) { $0.samples("probe_success").count == probes.count }
        }

        private static func seconds(_ time: WallTime) -> Double {
            Double(time.secondsSinceEpoch)
        }

        private static let trusting = "tls: {server_name: shop.example.com, ca_file: root.pem}"

        /// blackbox_exporter and ssl_exporter show nothing of a certificate that does not verify;
        /// blackbox_exporter has neither cipher nor the phase of connecting for TCP.
        @Test func `a certificate that is refused shows all that a good one shows`() throws {
            let end = FaultAuthorities.now + FaultAuthorities.day * -1
            let leaf = try FaultAuthorities.shared.root.issue(
                FaultAuthorities.leaf {
                    $0.notBefore = end + FaultAuthorities.day * -5
                    $0.notAfter = end
                    $0.serialNumber = -255
                })
            let server = try TLSFlights.server(TLSServerCredentials(leaf), .tls13, on: .v4)
            let page = try Self.page([
                "name: old, host: 127.0.0.1, port: \(server.port), \(Self.trusting)"
            ])
            #expect(page.value("probe_success") == 0)
            #expect(page.value("probe_ssl_earliest_cert_expiry") == Self.seconds(end))
            #expect(
                page.value("probe_certificate_not_after_timestamp_seconds", ["position": "0"])
                    == Self.seconds(end))
            let info = page.samples("probe_ssl_last_chain_info").first?.labels
            #expect(info?["serialnumber"] == "-ff")
            #expect(info?["subject"] == "CN=shop.example.com")
            #expect(page.value("probe_tls_version_info", ["version": "TLS 1.3"]) == 1)
            #expect(page.samples("probe_tls_cipher_info").count == 1)
            #expect(page.value("probe_tls_verified") == 0)
            // Who trusts a time must not find one where there is no chain to trust.
            #expect(page.samples("probe_ssl_last_chain_expiry_timestamp_seconds").isEmpty)
            #expect((page.value("probe_connect_duration_seconds_count") ?? 0) >= 1)
            #expect((page.value("probe_tls_duration_seconds_count") ?? 0) >= 1)
        }

        /// The earliest end is that of all that is served, as in blackbox_exporter.
        ///
        /// The end of the chain leaves out what nobody needs. Others know one of them only.
        @Test func `what is served and what is trusted end at times of their own`() throws {
            let authorities = try FaultAuthorities.shared
            let soon = FaultAuthorities.now + FaultAuthorities.day * 3
            var unneeded = FaultAuthorities.authority("Unneeded")
            unneeded.notAfter = soon
            let leaf = try authorities.root.issue(FaultAuthorities.leaf())
            let credentials = TLSServerCredentials(
                leaf, intermediates: [try authorities.stranger.issue(unneeded)])
            let server = try TLSFlights.server(credentials, .tls12, on: .v4)
            let page = try Self.page([
                "name: two, host: 127.0.0.1, port: \(server.port), \(Self.trusting)"
            ])
            #expect(page.value("probe_success") == 1)
            #expect(page.value("probe_ssl_earliest_cert_expiry") == Self.seconds(soon))
            #expect(
                page.value("probe_ssl_last_chain_expiry_timestamp_seconds")
                    == Self.seconds(FaultAuthorities.now + FaultAuthorities.day * 30))
        }

        /// RFC 5280 section 4.1.2.5 has 9999-12-31T23:59:59Z say that there is no end; nanoseconds
        /// in 64 bits end in 2262.
        @Test func `a certificate from 1950 without an end shows both dates as they are`() throws {
            let (start, end) = (
                WallTime(secondsSinceEpoch: -631_152_000),
                WallTime(secondsSinceEpoch: 253_402_300_799)
            )
            var request = FaultAuthorities.authority("Endless")
            request.notAfter = end
            let root = try CertificateAuthority(request)
            let leaf = try root.issue(
                FaultAuthorities.leaf { ($0.notBefore, $0.notAfter) = (start, end) })
            let server = try TLSFlights.server(TLSServerCredentials(leaf), .tls13, on: .v4)
            let page = try Self.page(
                ["name: endless, host: 127.0.0.1, port: \(server.port), \(Self.trusting)"],
                trusting: root)
            #expect(page.value("probe_success") == 1)
            for line in [
                "probe_ssl_earliest_cert_expiry{", "probe_ssl_last_chain_expiry_timestamp_seconds{",
                "probe_certificate_not_after_timestamp_seconds{",
            ] {
                let found = page.text.split(separator: "\n").filter { $0.hasPrefix(line) }
                #expect(found.count == 1)
                #expect(found.allSatisfy { $0.hasSuffix("} 253402300799") }, "\(found)")
            }
            #expect(
                page.value("probe_certificate_not_before_timestamp_seconds") == -631_152_000)
        }

        /// A server that remembers the hellos, and answers none.
        private static func listener(_ heard: Shared<[UInt8]>, on host: Loopback = .v4)
            -> TCPFaultServer
        {
            TCPFaultServer(on: host) {
                { bytes in
                    heard.update { $0 += bytes }
                    return TCPTurn([21, 3, 3, 0, 2, 2, 40], then: .closes)
                }
            }
        }

        /// cloudprober keeps the name of the first target for all; RFC 6066 section 3 forbids
        /// addresses, which several send.
        @Test func `each target is sent its own name, and an address is sent nowhere`() throws {
            let heard = (0..<4).map { _ in Shared([UInt8]()) }
            let servers = zip(heard, [Loopback.v4, .v4, .v4, .v6]).map {
                Self.listener($0, on: $1)
            }
            let ports = servers.map(\.port)
            let page = try Self.page([
                "name: a, host: 127.0.0.1, port: \(ports[0]), tls: {server_name: one.example.com}",
                "name: b, host: 127.0.0.1, port: \(ports[1]), tls: {server_name: two.example.com}",
                "name: c, host: 127.0.0.1, port: \(ports[2]), tls: {}",
                "name: d, host: \"::1\", port: \(ports[3]), tls: {}",
            ])
            #expect(
                page.sum("probe_failure_reasons_total", ["reason": "tls_alert"])
                    == page.sum("probe_failures_total"))
            let names = ["one.example.com", "two.example.com", "127.0.0.1", "::1"]
            for (place, bytes) in heard.map(\.value).enumerated() {
                #expect(bytes.count > 100)
                let sent = names.filter { bytes.contains(Array($0.utf8)) }
                #expect(sent == (place < 2 ? [names[place]] : []))
            }
        }

        /// gatus ignores its own resolver and the name of the server where it speaks TLS.
        @Test func `TLS has its address from the configured name servers, its name from a key`()
            throws
        {
            let heard = Shared([UInt8]())
            let server = Self.listener(heard)
            let names = DNSFaultServer(tampering: ProbeTests.movedToLoopback)
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                "resolvers: [\"127.0.0.1:\(names.port)\"]\n"
                    + Configurations.one(
                        port: server.port, more: ", tls: {server_name: shop.example.com}"
                    ).replacing("host: 127.0.0.1", with: "host: mutant.test, ip_protocol: ip4"))
            let end = try Programs.probe([
                Programs.sonde, "probe", "--config.file=\(file)", "web/port",
            ])
            #expect(ProbeText(end.output).facts["reason"] == "tls_alert (in phase tls)")
            #expect(names.queryCount("mutant.test", type: 1) > 0)
            #expect(heard.value.contains(Array("shop.example.com".utf8)))
            #expect(!heard.value.contains(Array("mutant.test".utf8)))
        }

        /// cloudprober tells no times of what fails; others tell a zero of what was not reached.
        @Test func `a handshake that fails leaves the phases that were completed`() throws {
            let server = TCPFaultServer(.resetAfterFirstBytes)
            let page = try Self.page([
                "name: reset, host: 127.0.0.1, port: \(server.port), tls: {}"
            ])
            let labels = ["reason": "reset", "phase": "tls"]
            #expect((page.value("probe_failure_reasons_total", labels) ?? 0) >= 1)
            #expect((page.value("probe_connect_duration_seconds_count") ?? 0) >= 1)
            #expect((page.value("probe_last_phase_seconds", ["phase": "connect"]) ?? 0) > 0)
            #expect(page.samples("probe_last_phase_seconds", ["phase": "tls"]).isEmpty)
            #expect(page.value("probe_tls_duration_seconds_count") == 0)
            #expect(page.samples("probe_ssl_earliest_cert_expiry").isEmpty)
            #expect(page.samples("probe_tls_verified").isEmpty)
        }
    }
}
