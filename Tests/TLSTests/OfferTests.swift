import Network
import TLS
import Testing

/// What a client says of itself: protocols, and a certificate where a server asks.
struct OfferTests {
    let root: CertificateAuthority
    let leaf: IssuedCertificate

    init() throws {
        root = try CertificateAuthority(World.authority())
        leaf = try root.issue(World.request())
    }

    private func settings(_ change: (inout TLSSettings) -> Void = { _ in }) -> TLSSettings {
        var settings = TLSSettings(
            serverName: World.name, authorities: .pem(root.own.certificate))
        change(&settings)
        return settings
    }

    private func server(asksForCertificate: Bool) throws -> any TLSSession {
        try TLSServer(TLSServerCredentials(leaf), asksForCertificate: asksForCertificate)
            .makeSession()
    }

    private func fault(_ certificate: [UInt8], _ key: [UInt8]) -> TLSCredentialsFault? {
        do throws(TLSCredentialsFault) {
            try OpenSSLProvider().check(TLSCredentials(certificate: certificate, key: key))
            return nil
        } catch {
            return error
        }
    }

    @Test func `protocols are offered in their order, and none where none are wanted`() throws {
        let provider = OpenSSLProvider()
        let list = Array("\u{2}h2\u{8}http/1.1".utf8)
        let offering = try provider.client(
            settings { $0.applicationProtocols = ["h2", "http/1.1"] })
        let session = try offering.makeSession(at: World.now)
        _ = session.handshake()
        #expect(session.output().contains(list))
        // Another client of the same provider has a context of its own.
        let silent = try provider.client(settings()).makeSession(at: World.now)
        _ = silent.handshake()
        #expect(!silent.output().contains(Array("\u{2}h2".utf8)))
        #expect(provider.madeCounts == (1, 2))
    }

    @Test func `a server that picks no protocol leaves none agreed on`() throws {
        let client = try OpenSSLProvider().client(settings { $0.applicationProtocols = ["h2"] })
        let session = try client.makeSession(at: World.now)
        let facts = try #require(Encounter(session, World.server(leaf)).facts)
        #expect(facts.applicationProtocol == nil)
    }

    @Test func `a certificate is shown with its chain where a server asks, and else not`() throws {
        let middle = try CertificateAuthority(root.issue(World.authority("Middle")))
        let own = try middle.issue(World.request("probe", names: [], use: .client))
        let credentials = TLSCredentials(
            certificate: own.certificate + middle.own.certificate, key: own.key)
        let client = try OpenSSLProvider().client(
            settings { $0.maximumVersion = .tls12 }, showing: credentials)
        let chain = try [own, middle.own].map { try Base64.decodedPEM($0.certificate) }
        for asks in [true, false] {
            let session = try client.makeSession(at: World.now)
            let encounter = try Encounter(session, server(asksForCertificate: asks))
            _ = try #require(encounter.facts)
            for certificate in chain {
                #expect(encounter.clientBytes.contains(certificate) == asks)
            }
        }
    }

    @Test func `who shows no certificate where one is wanted gets an alert`() throws {
        let session = try OpenSSLProvider().client(settings { $0.maximumVersion = .tls12 })
            .makeSession(at: World.now)
        let encounter = try Encounter(session, server(asksForCertificate: true))
        #expect(encounter.failure == .alert(40))
    }

    @Test func `credentials are a certificate and the key that belongs to it`() throws {
        let own = try root.issue(World.request("probe", names: [], use: .client))
        var request = World.request("rsa", names: [], use: .client)
        request.key = .rsa(bits: 2_048)
        let other = try root.issue(request)
        #expect(fault(own.certificate, own.key) == nil)
        #expect(fault(other.certificate, other.key) == nil)
        #expect(fault(own.certificate + own.key, own.key + own.certificate) == nil)
        #expect(fault(own.certificate, leaf.key) == .otherKey)
        #expect(fault(own.certificate, other.key) == .otherKey)
        #expect(fault([], own.key) == .noCertificate)
        #expect(fault(own.key, own.key) == .noCertificate)
        #expect(fault(own.certificate + own.certificate.dropLast(90), own.key) == .noCertificate)
        #expect(fault(own.certificate, own.certificate) == .noKey)
        #expect(fault(own.certificate, own.key.dropLast(60) + []) == .noKey)
        let header = Array("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n".utf8)
        let end = Array("-----END ENCRYPTED PRIVATE KEY-----\n".utf8)
        #expect(fault(own.certificate, header + end) == .encryptedKey)
    }

    @Test func `a key that is too short is refused in the library's words`() throws {
        var request = World.request("short", names: [], use: .client)
        request.key = .rsa(bits: 512)
        let short = try root.issue(request)
        #expect(fault(short.certificate, short.key) == .refused("ee key too small"))
    }

    @Test func `a context is shared by those who show the same`() throws {
        let own = try root.issue(World.request("probe", names: [], use: .client))
        let provider = OpenSSLProvider()
        let credentials = (0..<2).map { _ in
            TLSCredentials(certificate: own.certificate, key: own.key)
        }
        var clients: [any TLSClient] = []
        for index in [0, 1, 0, 1] {
            clients.append(try provider.client(settings(), showing: credentials[index]))
        }
        clients.append(try provider.client(settings()))
        #expect(clients.count == 5)
        #expect(provider.madeCounts == (1, 3))
    }

    @Test(.enabled(if: OpenSSLProgram.isInstalled), arguments: [true, false])
    func `the digest of a public key is what the openssl program says`(isRSA: Bool) throws {
        var request = World.request()
        if isRSA { request.key = .rsa(bits: 2_048) }
        let leaf = try root.issue(request)
        let facts = try #require(CertificateReader.facts(der: Base64.decodedPEM(leaf.certificate)))
        let openssl = try OpenSSLProgram()
        try openssl.write(String(decoding: leaf.certificate, as: UTF8.self), to: "leaf.pem")
        try openssl.write(
            try openssl.run(["x509", "-in", "leaf.pem", "-noout", "-pubkey"]), to: "leaf.key")
        _ = try openssl.run(
            ["pkey", "-pubin", "-in", "leaf.key", "-outform", "DER", "-out", "leaf.csr"])
        let said = try openssl.run(["dgst", "-sha256", "-r", "leaf.csr"])
        #expect(facts.publicKeyDigest == said.prefix(64))
        #expect(facts.publicKeyDigest.count == 64)
        // A renewed certificate with another key has another one.
        let renewed = try root.issue(request)
        let other = try CertificateReader.facts(der: Base64.decodedPEM(renewed.certificate))
        #expect(other?.publicKeyDigest != facts.publicKeyDigest)
    }
}
