import Network
import TLS
import Testing
import Time

struct VerificationTests {
    let root: CertificateAuthority
    let stranger: CertificateAuthority

    init() throws {
        root = try CertificateAuthority(World.authority())
        stranger = try CertificateAuthority(World.authority("Stranger"))
    }

    /// What a client that trusts the root learns from a server.
    private func facts(
        _ leaf: IssuedCertificate, _ intermediates: [IssuedCertificate] = [],
        name: String = World.name, to maximum: TLSVersion? = nil
    ) throws -> TLSFacts {
        let client = try World.client(trusting: root, name: name, to: maximum)
        let encounter = Encounter(client, try World.server(leaf, intermediates))
        return try #require(encounter.facts, "\(encounter.step)")
    }

    @Test(arguments: [TLSVersion.tls12, .tls13])
    func `an expired certificate still shows its dates`(version: TLSVersion) throws {
        let leaf = try root.issue(World.request(to: World.day * -1))
        let facts = try facts(leaf, to: version)
        #expect(facts.verification == .failed(.expired))
        #expect(facts.certificates.first?.notBefore == World.now + World.day * -10)
        #expect(facts.certificates.first?.notAfter == World.now + World.day * -1)
    }

    @Test func `a certificate is valid up to its last second`() throws {
        let last = try root.issue(World.request(to: .seconds(1)))
        #expect(try facts(last).verification == .verified(chainExpiry: World.now + .seconds(1)))
        let over = try root.issue(World.request(to: .seconds(-1)))
        #expect(try facts(over).verification == .failed(.expired))
    }

    @Test func `a certificate of tomorrow is not yet valid`() throws {
        let leaf = try root.issue(World.request(from: World.day))
        let facts = try facts(leaf)
        #expect(facts.verification == .failed(.notYetValid))
        #expect(facts.certificates.first?.notBefore == World.now + World.day)
    }

    @Test(arguments: [
        "shop.example.org", "example.com", "a.shop.example.com", "192.0.2.1", "2001:db8::1", "",
        ".example.com", "shop.example.com\0.evil.org", "sh*p.example.com", "höhle.example",
    ])
    func `a name that the certificate does not have is a mismatch`(name: String) throws {
        let facts = try facts(root.issue(World.request()), name: name)
        #expect(facts.verification == .failed(.nameMismatch))
        #expect(facts.certificates.first?.alternativeNames == [World.name])
    }

    @Test(arguments: [
        ("shop.example.com.", [CertificateName.dns("shop.example.com")], true),
        ("SHOP.Example.com", [.dns("shop.example.com")], true),
        ("shop.example.com", [.dns("*.example.com")], true),
        ("a.shop.example.com", [.dns("*.example.com")], false),
        ("shop.example.com", [.dns("sh*.example.com")], false),
        ("192.0.2.1", [.address(.v4(0xc000_0201))], true),
        ("192.0.2.1", [.dns("192.0.2.1")], false),
        ("2001:db8::1", [.address(.v6(high: 0x2001_0db8_0000_0000, low: 1, scope: 0))], true),
        ("2001:db8::2", [.address(.v6(high: 0x2001_0db8_0000_0000, low: 1, scope: 0))], false),
        ("shop.example.com", [], false),
        ("shop.example.com", [.dns("shop.example.com\0.evil.org")], false),
    ])
    func `names are matched as RFC 9525 has it`(
        name: String, names: [CertificateName], isRight: Bool
    ) throws {
        let leaf = try root.issue(World.request(names: names))
        let right = CertificateVerification.verified(chainExpiry: World.now + World.day * 90)
        let verification = try facts(leaf, name: name).verification
        #expect(verification == (isRight ? right : .failed(.nameMismatch)))
    }

    @Test func `a self-signed certificate is untrusted`() throws {
        let leaf = try CertificateAuthority.selfSigned(World.request())
        let facts = try facts(leaf)
        #expect(facts.verification == .failed(.untrusted))
        #expect(facts.certificates.count == 1)
    }

    @Test func `a self-signed certificate that is named as an authority is trusted`() throws {
        let leaf = try CertificateAuthority.selfSigned(World.request())
        let client = try World.client(trusting: CertificateAuthority(leaf))
        let facts = try #require(Encounter(client, World.server(leaf)).facts)
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
    }

    @Test func `an intermediate that is named as an authority is trusted`() throws {
        let middle = try CertificateAuthority(stranger.issue(World.authority("Middle")))
        let client = try World.client(trusting: middle)
        let server = try World.server(middle.issue(World.request()))
        let facts = try #require(Encounter(client, server).facts)
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
    }

    @Test func `a chain to an unknown root is untrusted, served with the root or without`() throws {
        let middle = try CertificateAuthority(stranger.issue(World.authority("Middle")))
        let leaf = try middle.issue(World.request())
        #expect(
            try facts(leaf, [middle.own, stranger.own]).verification == .failed(.untrusted))
        #expect(try facts(leaf, [middle.own]).verification == .failed(.untrusted))
    }

    @Test func `a namesake of the authority is untrusted`() throws {
        let namesake = try CertificateAuthority(World.authority())
        let leaf = try namesake.issue(World.request())
        #expect(try facts(leaf, [namesake.own]).verification == .failed(.untrusted))
    }

    @Test func `a leaf without its intermediate is an incomplete chain`() throws {
        let middle = try CertificateAuthority(root.issue(World.authority("Middle")))
        let leaf = try middle.issue(World.request())
        #expect(try facts(leaf).verification == .failed(.incompleteChain))
        let whole = try facts(leaf, [middle.own])
        #expect(whole.verification == .verified(chainExpiry: World.now + World.day * 90))
    }

    @Test(arguments: [TLSVersion.tls12, .tls13])
    func `a short key is weak, and does not end the handshake`(version: TLSVersion) throws {
        var request = World.request()
        request.key = .rsa(bits: 1_024)
        let facts = try facts(root.issue(request), to: version)
        #expect(facts.verification == .failed(.weak))
        #expect(facts.certificates.first?.commonName == World.name)
    }

    @Test func `a signature over SHA-1 is weak`() throws {
        var request = World.request()
        request.digest = .sha1
        #expect(try facts(root.issue(request)).verification == .failed(.weak))
    }

    @Test func `a certificate for clients has the wrong purpose`() throws {
        let leaf = try root.issue(World.request(use: .client))
        #expect(try facts(leaf).verification == .failed(.wrongPurpose))
    }

    @Test func `a leaf that issues has the wrong purpose`() throws {
        let middle = try root.issue(World.request("middle.example.com"))
        let leaf = try CertificateAuthority(middle).issue(World.request())
        #expect(try facts(leaf, [middle]).verification == .failed(.wrongPurpose))
    }

    @Test func `an authority may be bound to a domain`() throws {
        var request = World.authority("Middle")
        request.permittedDomain = "example.org"
        let middle = try CertificateAuthority(root.issue(request))
        let leaf = try middle.issue(World.request())
        #expect(try facts(leaf, [middle.own]).verification == .failed(.nameConstraint))
    }

    @Test func `of several problems the most telling one is said`() throws {
        let expired = try stranger.issue(World.request(to: World.day * -1))
        let name = "other.example.com"
        #expect(try facts(expired, name: name).verification == .failed(.expired))
        let unknown = try stranger.issue(World.request())
        #expect(try facts(unknown, name: name).verification == .failed(.nameMismatch))
        var request = World.request()
        request.key = .rsa(bits: 1_024)
        let weak = try facts(stranger.issue(request), [stranger.own])
        #expect(weak.verification == .failed(.untrusted))
    }

    @Test func `a chain deeper than the limit is invalid`() throws {
        var authorities = [root]
        for depth in 0...TLSLimits.chainDepthMax {
            let issuer = try #require(authorities.last)
            let issued = try issuer.issue(World.authority("Middle \(depth)"))
            authorities.append(CertificateAuthority(issued))
        }
        for (depth, isRight) in [(TLSLimits.chainDepthMax, true), (authorities.count - 1, false)] {
            let leaf = try authorities[depth].issue(World.request())
            let middles = authorities[1...depth].reversed().map(\.own)
            let facts = try facts(leaf, Array(middles))
            let right = CertificateVerification.verified(
                chainExpiry: World.now + World.day * 90)
            #expect((facts.verification == right) == isRight, "\(depth) \(facts.verification)")
            #expect(facts.certificates.count == depth + 1)
        }
    }
}
