import Glibc
import Network
import TLS
import Testing
import Time

/// A chain that the `openssl` program made and reads too.
@Suite(.enabled(if: OpenSSLProgram.isInstalled))
struct OpenSSLComparisonTests {
    private static let extensions = """
        [req]
        distinguished_name = names
        [names]
        [authority]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign
        subjectKeyIdentifier = hash
        [leaf]
        basicConstraints = CA:FALSE
        extendedKeyUsage = serverAuth
        authorityKeyIdentifier = keyid, issuer
        subjectAltName = DNS:shop.example.com, DNS:*.example.org, IP:192.0.2.9, \
        IP:2001:db8:0:0:1::7, email:admin@example.com, URI:https://example.com/a?b
        """

    /// Root, intermediate and leaf, each with its own kind of key and an awkward subject.
    private func makeChain(_ openssl: borrowing OpenSSLProgram) throws {
        try openssl.write(Self.extensions, to: "extensions")
        let names = [
            "root": "/C=DE/O=Müller, Söhne & Co/CN=Root \\+ <one>",
            "middle": "/DC=com/DC=example/OU= spaced /CN=Middle \"two\"",
            "leaf": "/CN=first/O=漢字;#/CN=shop.example.com/emailAddress=a@b.c/serialNumber=9",
        ]
        let keys = ["root": "rsa:2048", "middle": "rsa:3072", "leaf": "rsa:2048"]
        for (file, name) in names {
            _ = try openssl.run([
                "req", "-new", "-utf8", "-config", "extensions", "-nodes", "-newkey",
                keys[file] ?? "", "-keyout", "\(file).key", "-out", "\(file).csr", "-subj", name,
                "-sha256",
            ])
        }
        try sign("root", by: nil, "authority", days: "4000", openssl)
        try sign("middle", by: "root", "authority", days: "2900000", openssl)
        try sign("leaf", by: "middle", "leaf", days: "397", openssl)
    }

    private func sign(
        _ file: String, by issuer: String?, _ section: String, days: String,
        _ openssl: borrowing OpenSSLProgram
    ) throws {
        let request = ["-req", "-in", "\(file).csr", "-out", "\(file).pem", "-days", days]
        let extensions = ["-extfile", "extensions", "-extensions", section]
        let signer =
            issuer.map { ["-CA", "\($0).pem", "-CAkey", "\($0).key"] }
            ?? ["-signkey", "\(file).key"]
        _ = try openssl.run(["x509"] + request + extensions + signer)
    }

    @Test func `facts are what the openssl program prints`() throws {
        let openssl = try OpenSSLProgram()
        try makeChain(openssl)
        let files = ["leaf.pem", "middle.pem", "root.pem"]
        let chain = try files.flatMap { try openssl.read($0) }
        let server = try TLSServer(
            TLSServerCredentials(chain: chain, key: try openssl.read("leaf.key"))
        ).makeSession()
        let settings = TLSSettings(
            serverName: "shop.example.com", authorities: .pem(try openssl.read("root.pem")))
        let now = WallTime(secondsSinceEpoch: Int64(Glibc.time(nil)))
        let session = try OpenSSLProvider().client(settings).makeSession(at: now)
        let facts = try #require(Encounter(session, server).facts)
        #expect(facts.certificates.count == files.count)
        for (file, certificate) in zip(files, facts.certificates) {
            let printed = try openssl.facts(of: file)
            #expect(certificate.subject == printed["subject"])
            #expect(certificate.issuer == printed["issuer"])
            #expect(certificate.serialNumber == printed["serial"]?.lowercased())
            let fingerprint = printed["sha256 Fingerprint"]?.split(separator: ":").joined()
            #expect(certificate.fingerprint == fingerprint?.lowercased())
            #expect(certificate.notBefore == OpenSSLProgram.wallTime(printed["notBefore"]))
            #expect(certificate.notAfter == OpenSSLProgram.wallTime(printed["notAfter"]))
        }
        #expect(facts.certificates[0].commonName == "shop.example.com")
        #expect(
            facts.certificates[0].alternativeNames == [
                "shop.example.com", "*.example.org", "192.0.2.9", "2001:db8::1:0:0:7",
                "admin@example.com", "https://example.com/a?b",
            ])
        let end = facts.certificates[0].notAfter
        #expect(facts.verification == .verified(chainExpiry: end))
    }

    @Test(arguments: [TLSVersion.tls12, .tls13])
    func `what the openssl program answers is read as it was meant`(version: TLSVersion) throws {
        let openssl = try OpenSSLProgram()
        try makeChain(openssl)
        let serial = try openssl.run(["x509", "-in", "leaf.pem", "-noout", "-serial"])
            .dropFirst("serial=".count).dropLast()
        let now = WallTime(secondsSinceEpoch: Int64(Glibc.time(nil)))
        // The index of `openssl ca`: valid, or revoked when and why.
        for (entry, expected) in [
            ("V\t491231235959Z\t\t", RevocationStatus.good),
            (
                "R\t491231235959Z\t260102030405Z,keyCompromise\t",
                .revoked(at: WallTime(secondsSinceEpoch: 1_767_323_045), .keyCompromise)
            ),
            ("", .unknown),
        ] {
            let line = "\(entry)\(serial)\tunknown\t/CN=shop.example.com\n"
            try openssl.write(entry.isEmpty ? "" : line, to: "index")
            // The answer about the leaf comes after as many others as are looked at closely.
            let others = Array(repeating: ["-cert", "root.pem"], count: TLSLimits.stapleAnswersMax)
            _ = try openssl.run(
                ["ocsp", "-issuer", "middle.pem"] + others.joined() + [
                    "-cert", "leaf.pem", "-index", "index", "-rsigner", "middle.pem",
                    "-rkey", "middle.key", "-CA", "middle.pem", "-ndays", "7",
                    "-respout", "staple",
                ])
            let staple = try openssl.read("staple")
            let credentials = TLSServerCredentials(
                chain: try openssl.read("leaf.pem") + openssl.read("middle.pem"),
                key: try openssl.read("leaf.key"))
            let server = try TLSServer(credentials, maximumVersion: version, staple: staple)
            let settings = TLSSettings(
                serverName: "shop.example.com", authorities: .pem(try openssl.read("root.pem")))
            let session = try OpenSSLProvider().client(settings).makeSession(
                at: now + .seconds(60))
            let facts = try #require(Encounter(session, server.makeSession()).facts)
            #expect(facts.staple?.revocation == expected)
            let dates = try #require(facts.staple)
            let begin = try #require(dates.thisUpdate)
            #expect(abs((begin - now).components.seconds) < 60)
            #expect(dates.nextUpdate == begin + .seconds(7 * 86_400))
            let isTrusted = if case .verified = facts.verification { true } else { false }
            #expect(isTrusted == (entry.first != "R"))
        }
    }
}
