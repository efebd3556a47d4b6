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
