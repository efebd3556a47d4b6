import Glibc
import Testing
import Workbench

extension SondeTests {
    /// Protocols, pins, certificates that are shown and versions, with servers that others wrote.
    @Suite struct TLSDemandTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
        }

        private func server(_ arguments: [String] = []) throws -> RealServer {
            try RealServer.openssl(
                ["-cert", certificates.good.certificate, "-key", certificates.good.key]
                    + ["-cert_chain", certificates.chain] + arguments)
        }

        private func probe(
            _ port: UInt16, _ tls: String, more: String = "", words: [String] = [],
            environment: [String] = []
        ) throws -> ChildProcess.End {
            let file = try certificates.folder.write(
                "sonde.yml",
                Configurations.one(
                    port: port,
                    more: ", tls: {server_name: localhost, ca_file: root.pem\(tls)}\(more)"))
            let program = [Programs.sonde, "probe", "--config.file=\(file)", "web/port"] + words
            return try Programs.probe(
                environment.isEmpty ? program : ["/usr/bin/env"] + environment + program)
        }

        private static func facts(_ end: ChildProcess.End) -> [String: String] {
            ProbeText(end.output).facts
        }

        /// What the openssl program says of the public key of a certificate.
        private func pin(of certificate: String) throws -> String {
            let folder = certificates.folder
            let pem = try Programs.run(
                Programs.openssl, ["x509", "-in", certificate, "-noout", "-pubkey"])
            let key = try folder.write("public.pem", pem)
            let der = folder.path + "/public.der"
            _ = try Programs.run(
                Programs.openssl,
                ["pkey", "-pubin", "-in", key, "-outform", "DER", "-out", der])
            return String(
                try Programs.run(Programs.openssl, ["dgst", "-sha256", "-r", der]).prefix(64))
        }

        @Test(arguments: [
            ("h2,http/1.1", "[http/1.1, h2]", "h2"), ("http/1.1", "[h2, http/1.1]", "http/1.1"),
        ])
        func `the protocol that a server picks is told`(
            spoken: String, offered: String, picked: String
        ) throws {
            let server = try server(["-alpn", spoken])
            let end = try probe(server.port, ", alpn: \(offered)")
            #expect(end.status == 0, "\(end)")
            #expect(Self.facts(end)["alpn"] == picked)
            let json = try probe(server.port, ", alpn: \(offered)", words: ["--format=json"])
            #expect(json.output.contains("\"application_protocol\":\"\(picked)\""))
        }

        @Test(arguments: [["-alpn", "h2"], []])
        func `a server with other protocols, or with none, refuses`(arguments: [String]) throws {
            let server = try server(arguments)
            let end = try probe(server.port, ", alpn: [smtp]")
            #expect(end.status == 1)
            #expect(Self.facts(end)["reason"] == "alpn_refused (in phase tls)")
        }

        @Test func `nginx picks one of its protocols`() throws {
            let server = try RealServer.nginx(certificates.good)
            let end = try probe(server.port, ", alpn: [h2, http/1.1]")
            #expect(end.status == 0, "\(end)")
            #expect(Self.facts(end)["alpn"] == "http/1.1")
            #expect(
                Self.facts(try probe(server.port, ", alpn: [smtp]"))["reason"]
                    == "alpn_refused (in phase tls)")
        }

        @Test func `the key of any certificate that is served may be pinned`() throws {
            let server = try server()
            let leaf = try pin(of: certificates.good.certificate)
            let root = try pin(of: certificates.root)
            let other = try pin(of: certificates.expired.certificate)
            for pins in ["\"\(leaf)\"", "\"\(other)\", \"\(root)\""] {
                let end = try probe(server.port, ", pin_sha256: [\(pins)]")
                #expect(end.status == 0, "\(end)")
                #expect(ProbeText(end.output).certificates.first?["key sha256"] == leaf)
            }
            for verify in [true, false] {
                let end = try probe(
                    server.port, ", pin_sha256: [\"\(other)\"], verify: \(verify)")
                #expect(end.status == 1)
                #expect(Self.facts(end)["reason"] == "certificate_pin_mismatch (in phase tls)")
            }
        }

        @Test(arguments: ["1.0", "1.1", "1.2", "1.3"])
        func `each version is spoken, whatever the machine's configuration allows`(
            version: String
        ) throws {
            let flag = version == "1.0" ? "-tls1" : "-tls\(version.replacing(".", with: "_"))"
            let server = try server([flag, "-cipher", "DEFAULT:@SECLEVEL=0"])
            let strict = try certificates.folder.write(
                "strict.cnf",
                """
                openssl_conf = all
                [all]
                ssl_conf = ssl
                [ssl]
                system_default = strict
                [strict]
                MinProtocol = TLSv1.3
                MaxProtocol = TLSv1.1
                CipherString = DEFAULT:@SECLEVEL=5

                """)
            let range = ", minimum_version: \(version), maximum_version: \(version)"
            for environment in [[], ["OPENSSL_CONF=\(strict)"]] {
                let end = try probe(server.port, range, environment: environment)
                #expect(end.status == 0, "\(end)")
                #expect(Self.facts(end)["protocol"]?.hasPrefix("TLS \(version), ") == true)
            }
        }

        @Test func `each server name of a list is sent, checked and told by itself`() throws {
            let server = try server()
            let names = "[localhost, a.sonde.test, example.com]"
            let file = try certificates.folder.write(
                "sonde.yml",
                Configurations.one(
                    port: server.port, more: ", tls: {server_name: \(names), ca_file: root.pem}"))
            let end = try Programs.probe([
                Programs.sonde, "probe", "--config.file=\(file)", "web/port", "--format=json",
            ])
            #expect(end.status == 1)
            let reports = end.output.split(separator: "\n")
            try #require(reports.count == 3)
            for (report, name) in zip(reports, ["localhost", "a.sonde.test", "example.com"]) {
                #expect(report.contains("\"server_name\":\"\(name)\""))
                let reason = name == "example.com" ? "\"certificate_name_mismatch\"" : "null"
                #expect(report.contains("\"reason\":\(reason),"))
            }
            let check = try Programs.sonde(["check", file])
            #expect(check.output == "\(file): 3 probes on 1 server, no mistakes\n")
        }

        @Test func `versions are tried out one by one`() throws {
            let server = try server(
                ["-min_protocol", "TLSv1.1", "-max_protocol", "TLSv1.2"]
                    + ["-cipher", "DEFAULT:@SECLEVEL=0"])
            let end = try probe(
                server.port, ", audit_versions: true", words: ["--format=json"])
            #expect(end.status == 0, "\(end)")
            #expect(
                end.output.contains(
                    #""accepted_versions":{"1.0":false,"1.1":true,"1.2":true,"1.3":false}"#),
                "\(end.output)")
        }

        /// How many lines that a server has written begin and end so.
        private static func count(_ begin: String, _ end: String, _ child: ChildProcess) -> Int {
            child.heard(.output).split(separator: "\n").count {
                $0.hasPrefix(begin) && $0.hasSuffix(end)
            }
        }

        @Test func `no attempt resumes the session of one before it`() throws {
            let server = try server(["-msg"])
            let file = try certificates.folder.write(
                "sonde.yml",
                Configurations.one(
                    port: server.port,
                    more: ", interval: 200ms, tls: {server_name: localhost, ca_file: root.pem}"))
            let sonde = try RunningSonde(["--config.file=\(file)"])
            // In a handshake that resumes another one the server shows no certificate.
            try server.child.wait(for: "three certificates") {
                Self.count(">>> ", ", Certificate", $0) >= 3
            }
            _ = try sonde.end(by: SIGTERM)
            let hellos = Self.count("<<< ", ", ClientHello", server.child)
            #expect(hellos - Self.count(">>> ", ", Certificate", server.child) <= 1)
            // It would have: to who asks it gives tickets, and takes them.
            let session = certificates.folder.path + "/session"
            let words = ["s_client", "-tls1_2", "-connect", "127.0.0.1:\(server.port)"]
            let first = try Programs.run(Programs.openssl, words + ["-sess_out", session])
            #expect(first.contains("\nNew, TLSv1.2"))
            let second = try Programs.run(Programs.openssl, words + ["-sess_in", session])
            #expect(second.contains("\nReused, TLSv1.2"))
        }
    }
}
