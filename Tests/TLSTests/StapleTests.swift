import Network
import TLS
import Testing
import Time

/// What servers staple, and what it is worth.
struct StapleTests {
    let root: CertificateAuthority
    let leaf: IssuedCertificate

    static let begin = World.now + World.day * -1
    static let end = World.now + World.day * 3
    static let good = StapleRequest(.good, thisUpdate: begin, nextUpdate: end)

    init() throws {
        root = try CertificateAuthority(World.authority())
        leaf = try root.issue(World.request())
    }

    /// What a client that trusts the root learns of a server with that staple.
    private func facts(
        _ staple: [UInt8]?, version: TLSVersion = .tls13, serving: [IssuedCertificate] = []
    ) throws -> TLSFacts {
        let client = try World.client(trusting: root, from: version, to: version)
        let server = try World.server(leaf, serving, staple: staple)
        return try #require(Encounter(client, server).facts)
    }

    /// What the server's staple is found to say, and that it changes nothing else.
    private func revocation(_ staple: [UInt8]) throws -> RevocationStatus? {
        let facts = try facts(staple)
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
        return facts.staple?.revocation
    }

    @Test(arguments: [TLSVersion.tls12, .tls13], [true, false])
    func `a good staple is told with its dates`(version: TLSVersion, servesRoot: Bool) throws {
        let staple = try root.staple(about: leaf, Self.good)
        let facts = try facts(staple, version: version, serving: servesRoot ? [root.own] : [])
        #expect(
            facts.staple == StapledStatus(.good, thisUpdate: Self.begin, nextUpdate: Self.end))
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
    }

    @Test(arguments: [TLSVersion.tls12, .tls13])
    func `a revoked certificate is not verified`(version: TLSVersion) throws {
        let at = World.now + World.day * -2
        for reason in RevocationReason.allCases + [nil] {
            var request = Self.good
            request.answer = .revoked(at: at, reason)
            let facts = try facts(root.staple(about: leaf, request), version: version)
            #expect(facts.staple?.revocation == .revoked(at: at, reason))
            #expect(facts.verification == .failed(.revoked))
        }
    }

    @Test(arguments: TLSVersion.allCases)
    func `where nothing is stapled nothing is said`(version: TLSVersion) throws {
        let client = try World.client(trusting: root, from: version, to: version)
        let server = try World.server(leaf, from: .tls10)
        let facts = try #require(Encounter(client, server).facts)
        #expect(facts.staple == nil)
    }

    @Test func `a responder that knows nothing changes nothing`() throws {
        var request = Self.good
        request.answer = .unknown
        #expect(try revocation(root.staple(about: leaf, request)) == .unknown)
    }

    @Test(arguments: [
        (Duration.zero, Duration?.none, true), (.zero, .zero, true), (World.day * -900, nil, true),
        (.seconds(1), nil, false), (.seconds(1), World.day, false),
        (World.day * -1, .seconds(-1), false), (.seconds(1), .seconds(-1), false),
    ])
    func `a staple counts from its first to its last second`(
        begin: Duration, end: Duration?, isGood: Bool
    ) throws {
        let (this, next) = (World.now + begin, end.map { World.now + $0 })
        let staple = try root.staple(
            about: leaf, StapleRequest(.good, thisUpdate: this, nextUpdate: next))
        let facts = try facts(staple)
        #expect(
            facts.staple
                == StapledStatus(
                    isGood ? .good : .invalid(.stale), thisUpdate: this, nextUpdate: next))
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
    }

    @Test func `a revocation that is stale does not fail the certificate`() throws {
        var request = Self.good
        request.answer = .revoked(at: World.now + World.day * -900, .keyCompromise)
        request.nextUpdate = World.now + .seconds(-1)
        #expect(try revocation(root.staple(about: leaf, request)) == .invalid(.stale))
    }

    @Test func `whoever the issuer lets answer is believed`() throws {
        let responder = try root.issue(World.request("Responder", names: [], use: .responder))
        let staple = try root.staple(about: leaf, Self.good, by: responder)
        #expect(try revocation(staple) == .good)
        var request = Self.good
        request.answer = .revoked(at: Self.begin, nil)
        let revoked = try root.staple(about: leaf, request, by: responder)
        #expect(try facts(revoked).verification == .failed(.revoked))
    }

    @Test func `a responder with a new key is found beside those of its name`() throws {
        let request = World.request("Responder", names: [], use: .responder)
        let (old, new) = try (root.issue(request), root.issue(request))
        let stranger = try CertificateAuthority.selfSigned(request)
        let staple = try root.staple(
            about: leaf, Self.good, by: new, showing: [stranger, old, old])
        #expect(try revocation(staple) == .good)
        let many = try root.staple(
            about: leaf, Self.good, by: new,
            showing: Array(repeating: old, count: TLSLimits.stapleCertificatesMax))
        #expect(try revocation(many) == .invalid(.wrongSignature))
    }

    @Test func `whoever the issuer does not let answer is not believed`() throws {
        let stranger = try CertificateAuthority(World.authority())
        let responder = World.request("Responder", names: [], use: .responder)
        let late = World.request(
            "Responder", names: [], from: World.day, to: World.day * 3, use: .responder)
        let early = World.request(
            "Responder", names: [], to: World.day * -1, use: .responder)
        for certificate in try [
            root.issue(World.request("Responder", names: [], use: .server)),
            root.issue(World.authority("Responder")), leaf,
            stranger.issue(responder), CertificateAuthority.selfSigned(responder),
            root.issue(late), root.issue(early),
        ] {
            let staple = try root.staple(about: leaf, Self.good, by: certificate)
            #expect(try revocation(staple) == .invalid(.unauthorizedResponder))
        }
    }

    @Test func `a stranger with the issuer's name has another signature`() throws {
        let stranger = try CertificateAuthority(World.authority())
        let staple = try root.staple(about: leaf, Self.good, by: stranger.own)
        #expect(try revocation(staple) == .invalid(.wrongSignature))
    }

    @Test func `a staple about another certificate says nothing of this one`() throws {
        let other = try root.issue(World.request())
        let staple = try root.staple(about: other, Self.good)
        #expect(try revocation(staple) == .invalid(.otherCertificate))
        // The same number, but of another issuer.
        let stranger = try CertificateAuthority(World.authority("Stranger"))
        let foreign = try stranger.staple(about: leaf, Self.good)
        #expect(try revocation(foreign) == .invalid(.otherCertificate))
    }

    @Test func `without an issuer nothing can be verified`() throws {
        let stranger = try CertificateAuthority(World.authority("Stranger"))
        let client = try World.client(trusting: stranger)
        let staple = try root.staple(about: leaf, Self.good)
        let server = try World.server(leaf, staple: staple)
        let facts = try #require(Encounter(client, server).facts)
        #expect(facts.staple == StapledStatus(.invalid(.unknownIssuer)))
        #expect(facts.verification == .failed(.incompleteChain))
    }

    @Test func `a staple is told although its certificate is not trusted`() throws {
        let stranger = try CertificateAuthority(World.authority("Stranger"))
        let staple = try root.staple(about: leaf, Self.good)
        let client = try World.client(trusting: stranger)
        let server = try World.server(leaf, [root.own], staple: staple)
        let facts = try #require(Encounter(client, server).facts)
        #expect(facts.staple?.revocation == .good)
        #expect(facts.verification == .failed(.untrusted))
    }

    @Test func `the same staple is verified once`() throws {
        let provider = OpenSSLProvider()
        let settings = TLSSettings(
            serverName: World.name, authorities: .pem(root.own.certificate))
        let client = try provider.client(settings)
        let other = try root.issue(World.request())
        let staples = try [leaf, other].map { try root.staple(about: $0, Self.good) }
        for round in 1...5 {
            for (shown, staple) in [(leaf, staples[0]), (leaf, staples[1]), (other, staples[1])] {
                let session = try client.makeSession(at: World.now + World.day * (round - 1))
                let server = try World.server(shown, staple: staple)
                let facts = try #require(Encounter(session, server).facts)
                // What is remembered is judged anew each time.
                let worth = round < 5 ? RevocationStatus.good : .invalid(.stale)
                let isOther = shown == leaf && staple == staples[1]
                #expect(
                    facts.staple?.revocation == (isOther ? .invalid(.otherCertificate) : worth))
            }
            #expect(provider.verifiedStapleCount == 3)
        }
    }

    @Test func `no more staples are remembered than may be`() throws {
        let staple = try root.staple(about: leaf, Self.good)
        let reading = try #require(
            StapleReader.reading(
                staple, leaf: leaf.certificate, issuer: root.own.certificate))
        #expect(reading.revocation == .good)
        var remembered = RememberedStaples()
        let leaf = CertificateDigest(words: SIMD4(0, 0, 0, 1))
        for number in 0..<UInt64(40_000) {
            let staple = CertificateDigest(words: SIMD4(number, 0, 0, 1))
            let key = RememberedStaples.Key(leaf: leaf, issuer: nil, staple: staple)
            #expect(remembered[key] == nil)
            remembered.keep(reading, key)
            #expect(remembered[key] == reading)
            #expect(remembered.count <= TLSLimits.rememberedStaplesMax)
        }
    }
}
