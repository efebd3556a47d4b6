import Testing
import Workbench

extension SondeTests {
    /// What is found of servers that others wrote is what other programs find.
    @Suite struct RealServerTests {
        /// The reasons behind the numbers of OpenSSL (x509_vfy.h).
        private static let reasons = [
            0: nil, 10: "certificate_expired", 21: "certificate_incomplete_chain",
            62: "certificate_name_mismatch",
        ]

        @Test func `an SSH server is open`() throws {
            let server = try RealServer.sshd()
            let end = try Programs.sonde(["probe", "tcp://127.0.0.1:\(server.port)"])
            #expect(end.status == 0)
            #expect(ProbeText(end.output).facts["verdict"] == "success")
        }

        @Test func `an SSH server speaks no TLS`() throws {
            let server = try RealServer.sshd()
            let end = try Programs.sonde(["probe", "tls://127.0.0.1:\(server.port)"])
            #expect(end.status == 1)
            #expect(ProbeText(end.output).facts["reason"] == "tls_protocol (in phase tls)")
        }

        @Test func `nginx and its chain are what openssl says they are`() throws {
            let certificates = try TestCertificates()
            let server = try RealServer.nginx(certificates.good)
            try compare(server, certificates, certificateCount: 3, verifyCode: 0)
        }

        @Test(arguments: [
            (Chain.whole, "localhost", 3, 0), (.whole, "other.sonde.test", 3, 0),
            (.whole, "example.com", 3, 62), (.expired, "localhost", 3, 10),
            (.leafOnly, "localhost", 1, 21),
        ])
        func `a chain is judged as openssl judges it`(
            chain: Chain, name: String, certificateCount: Int, verifyCode: Int
        ) throws {
            let certificates = try TestCertificates()
            let leaf = chain == .expired ? certificates.expired : certificates.good
            var arguments = ["-cert", leaf.certificate, "-key", leaf.key]
            if chain != .leafOnly { arguments += ["-cert_chain", certificates.chain] }
            let server = try RealServer.openssl(arguments)
            try compare(
                server, certificates, name: name, certificateCount: certificateCount,
                verifyCode: verifyCode)
        }

        @Test(arguments: [("good", "yes"), ("expired", "no")])
        func `a certificate on disk is the one that is served or it is not`(
            file: String, answer: String
        ) throws {
            let certificates = try TestCertificates()
            let server = try RealServer.openssl([
                "-cert", certificates.good.certificate, "-key", certificates.good.key,
                "-cert_chain", certificates.chain,
            ])
            let onDisk = file == "good" ? certificates.good : certificates.expired
            let configuration = try certificates.folder.write(
                "sonde.yml",
                Configurations.one(
                    port: server.port,
                    more: ", tls: {server_name: localhost, ca_file: root.pem, compare_file: "
                        + "\(onDisk.certificate)}"))
            let end = try Programs.sonde(["probe", "--config.file=\(configuration)", "web/port"])
            #expect(end.status == 0, "\(end)")
            let start = answer == "yes" ? "the same certificate" : "another certificate"
            #expect(end.output.contains("\non disk      \(start), in \(onDisk.certificate)"))
        }

        @Test(arguments: ["1.2", "1.3"])
        func `what openssl answers and staples decides as it says`(version: String) throws {
            let certificates = try TestCertificates()
            let leaf = certificates.good
            let serial = try Programs.run(
                Programs.openssl, ["x509", "-in", leaf.certificate, "-noout", "-serial"])
            // The database of `openssl ca`.
            for (entry, status, words) in [
                ("V\t491231235959Z\t", Int32(0), "good; since "),
                ("", 0, "unknown; since "),
                (
                    "R\t491231235959Z\t260102030405Z,superseded", 1,
                    "revoked at 2026-01-02T03:04:05Z (superseded); since "
                ),
            ] {
                let number = serial.dropFirst("serial=".count).dropLast()
                let line = "\(entry)\t\(number)\tunknown\t/CN=localhost\n"
                let staple = try staple(certificates, index: entry.isEmpty ? "" : line)
                let server = try RealServer.openssl([
                    "-cert", leaf.certificate, "-key", leaf.key, "-cert_chain",
                    certificates.chain, "-status_file", staple,
                ])
                let configuration = try certificates.folder.write(
                    "sonde.yml",
                    Configurations.one(
                        port: server.port,
                        more: ", tls: {server_name: localhost, ca_file: root.pem, "
                            + "maximum_version: \"\(version)\"}"))
                let end = try Programs.sonde([
                    "probe", "--config.file=\(configuration)", "web/port",
                ])
                #expect(end.status == status, "\(end)")
                #expect(end.output.contains("\nprotocol     TLS \(version), "))
                #expect(end.output.contains("\nocsp staple  \(words)"), "\(end)")
                #expect(end.output.contains("certificate_revoked") == (status == 1))
            }
        }

        /// What `openssl ocsp` answers about the good leaf; the path of a file.
        private func staple(_ certificates: TestCertificates, index: String) throws -> String {
            let folder = certificates.folder
            let (issuer, answer) = (folder.path + "/issuer.pem", folder.path + "/staple")
            _ = try Programs.run(
                Programs.openssl,
                [
                    "ocsp", "-issuer", issuer, "-cert", certificates.good.certificate,
                    "-index", try folder.write("ocsp.txt", index), "-CA", issuer,
                    "-rsigner", issuer, "-rkey", folder.path + "/issuer.key",
                    "-respout", answer,
                ])
            return answer
        }

        enum Chain {
            case whole
            case expired
            case leafOnly
        }

        private func compare(
            _ server: RealServer, _ certificates: TestCertificates, name: String = "localhost",
            certificateCount: Int, verifyCode: Int
        ) throws {
            let file = try certificates.folder.write(
                "sonde.yml",
                Configurations.one(
                    port: server.port, more: ", tls: {server_name: \(name), ca_file: root.pem}"))
            let end = try Programs.sonde(["probe", "--config.file=\(file)", "web/port"])
            let found = ProbeText(end.output)
            let said = try OpenSSLFacts(
                port: server.port, name: name, authorities: certificates.root)

            #expect(said.verifyCode == verifyCode)
            let reason = try #require(Self.reasons[verifyCode])
            #expect(end.status == (reason == nil ? 0 : 1), "\(end)")
            #expect(found.facts["reason"] == reason.map { "\($0) (in phase tls)" })
            let agreed = try #require(found.facts["protocol"]).split(separator: ", ")
            try #require(agreed.count == 2)
            #expect(String(agreed[0]).replacing("TLS ", with: "TLSv") == said.version)
            // Ours is the name that IANA has registered.
            let cipher = try Programs.run(
                Programs.openssl, ["ciphers", "-convert", String(agreed[1])])
            #expect(cipher == "OpenSSL cipher name: \(said.cipher)\n")

            #expect(said.certificates.count == certificateCount)
            try #require(found.certificates.count == said.certificates.count, "\(end)")
            for (ours, theirs) in zip(found.certificates, said.certificates) {
                for (fact, value) in theirs {
                    // Ours goes on with how long that is from now.
                    let text =
                        fact == "not after" ? ours[fact].map { $0.prefix(20) + "" } : ours[fact]
                    #expect(text == value, "\(fact)")
                }
                #expect(theirs.count == 6)
            }
            #expect(
                found.certificates[0]["names"]
                    == "localhost, *.sonde.test, 127.0.0.1, ::1, a@test")
        }
    }
}
