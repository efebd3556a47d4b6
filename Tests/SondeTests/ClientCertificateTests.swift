import Glibc
import Testing
import Workbench

extension SondeTests {
    /// Servers that ask who we are.
    @Suite struct ClientCertificateTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
        }

        private func configuration(_ port: UInt16, _ tls: String, more: String = "") throws
            -> String
        {
            try certificates.folder.write(
                "sonde.yml",
                Configurations.one(
                    port: port,
                    more: ", tls: {server_name: localhost, ca_file: root.pem\(tls)}\(more)"))
        }

        private func probe(
            _ port: UInt16, _ tls: String, more: String = ""
        ) throws -> ChildProcess.End {
            let file = try configuration(port, tls, more: more)
            return try Programs.probe([
                Programs.sonde, "probe", "--config.file=\(file)", "web/port",
            ])
        }

        private static let shown = ", certificate_file: good-chain.pem, key_file: good.key"

        @Test func `a certificate is shown where it is asked for`() throws {
            let good = certificates.good
            let server = try RealServer.openssl(
                ["-cert", good.certificate, "-key", good.key, "-cert_chain", certificates.chain]
                    + ["-Verify", "3", "-verify_quiet"])
            let without = try probe(server.port, ", maximum_version: 1.2")
            #expect(without.status == 1)
            #expect(
                ProbeText(without.output).facts["detail"]
                    == "the peer sent alert 40 (handshake_failure)")
            let with = try probe(server.port, Self.shown + ", maximum_version: 1.2")
            #expect(with.status == 0, "\(with)")
            // In TLS 1.3 the client is done before it is judged: what is said afterwards tells.
            let ask = #", script: [{send: "GET / HTTP/1.0\r\n\r\n"}, {expect: "^HTTP/1.0 200"}]"#
            let late = try probe(server.port, ", minimum_version: 1.3", more: ask)
            #expect(late.status == 1)
            #expect(
                ProbeText(late.output).facts["detail"]
                    == "the peer sent alert 116 (certificate_required)")
            let right = try probe(server.port, Self.shown + ", minimum_version: 1.3", more: ask)
            #expect(right.status == 0, "\(right)")
        }

        @Test func `a key that belongs to another certificate is told before anything runs`() throws
        {
            let file = try configuration(
                7, ", certificate_file: good.pem, key_file: expired.key")
            let folder = certificates.folder.path
            let problem =
                "web/port: \(folder)/expired.key: its key is not that of the first certificate in "
                + "\(folder)/good.pem; name the file of the key that belongs to it\n"
            let check = try Programs.sonde(["check", file])
            #expect(check == .init(status: 2, output: "", errors: "\(file): \(problem)"))
            let serve = try Programs.sonde([
                "--config.file=\(file)", "--web.listen-address=127.0.0.1:0",
            ])
            #expect(serve.status == 2)
            #expect(serve.errors.hasSuffix(problem))
        }

        @Test func `an encrypted key is told with its place`() throws {
            let key = certificates.folder.path + "/encrypted.key"
            _ = try Programs.run(
                Programs.openssl,
                ["pkey", "-in", certificates.good.key, "-aes128", "-passout", "pass:x"]
                    + ["-out", key])
            let file = try configuration(
                7, ", certificate_file: good.pem, key_file: encrypted.key")
            let end = try Programs.sonde(["check", file])
            #expect(end.status == 2)
            #expect(end.errors.hasPrefix("\(file):4:"))
            #expect(
                end.errors.contains(
                    "tls.key_file: the key in \(key) is encrypted; store it without a password"))
        }

        @Test func `a file that goes and comes again is told, and never what is in it`() throws {
            let good = certificates.good
            let server = try RealServer.openssl(
                ["-cert", good.certificate, "-key", good.key, "-cert_chain", certificates.chain]
                    + ["-Verify", "3", "-verify_quiet"])
            let file = try configuration(
                server.port, Self.shown + ", maximum_version: 1.2", more: ", interval: 200ms")
            let sonde = try RunningSonde(["--config.file=\(file)"])
            _ = try sonde.page(when: "a success") { page in
                page.samples("probe_success").contains { $0.value == 1 }
            }
            let aside = good.withChain + ".aside"
            try #require(unsafe rename(good.withChain, aside) == 0)
            try sonde.child.waitForText("Credentials cannot be used", on: .errors)
            let page = try sonde.page(when: "attempts that say nothing") { page in
                page.samples("sonde_inconclusive_total").contains {
                    $0.labels["reason"] == "credentials" && $0.value >= 2
                }
            }
            #expect(page.samples("probe_success").map(\.value) == [1], "\(page.text)")
            #expect(page.samples("probe_failures_total").map(\.value) == [0])
            try #require(unsafe rename(aside, good.withChain) == 0)
            try sonde.child.waitForText("Credentials can be used again", on: .errors)
            let end = try sonde.end(by: SIGTERM).end
            let lines = end.errors.split(separator: "\n").filter { $0.contains("Credentials") }
            #expect(lines.count == 2)
            #expect(lines.first?.contains("detail=\"there is no such file\"") == true)
            #expect(!end.errors.contains("PRIVATE KEY"))
        }
    }
}
