import Network
import TLS
import Testing

/// Stapled responses made to take long, beside a chain that anybody can make up.
struct StapleBurdenTests {
    /// A certificate that lets somebody of the issuer's name answer for it, which it never signed.
    private static func delegate(
        for issuer: String = "Step 0", key: SigningKey, signature: [UInt8]
    ) throws -> IssuedCertificate {
        let issuer = Party(subject: Sketch.name(issuer), key: .rsa2048, certificate: [])
        let party = try Sketch {
            $0.subject = issuer.subject
            $0.key = key
            $0.forgedSignature = signature
            $0.extensions = [
                .basicConstraints(isAuthority: false), .extendedKeyUsage([.responder]),
            ]
        }.signed(by: issuer)
        return IssuedCertificate(
            certificate: Base64.encodedPEM(party.certificate), key: try key.pem)
    }

    /// Each responder that is looked at takes a signature of the issuer's key, and one of its own.
    @Test(
        .enabled(if: OpenSSLProgram.isInstalled),
        arguments: [
            (SigningKey.rsa2048, 2_048, 17, StapleFault.wrongSignature),
            (.rsa2048, 2_048, 2_040, .tooCostly), (.rsa3072, 3_072, 1_024, .tooCostly),
            // Here the chain is too much already.
            (.rsa3072, 3_072, 3_064, .tooCostly),
        ])
    func `many responders of a large key do not take long`(
        key: SigningKey, modulusBits: Int, exponentBits: Int, fault: StapleFault
    ) throws {
        let exponent = exponentBits == 17 ? [1, 0, 1] : BurdenTests.oddNumber(bits: exponentBits)
        let publicKey = BurdenTests.publicKey(
            modulus: BurdenTests.oddNumber(bits: modulusBits), exponent: exponent)
        let signature = [UInt8](repeating: 0x2a, count: modulusBits / 8)
        let pieces = try BurdenTests.forgedRow(
            of: 1, key: .rsa2048, publicKey: publicKey, signature: signature)
        let certificates = pieces.served.map { IssuedCertificate(certificate: $0, key: []) }
        let others = try Self.delegate(key: .p256, signature: signature)
        let staple = try CertificateAuthority(certificates[1]).staple(
            about: certificates[0], StapleTests.good,
            by: Self.delegate(key: key, signature: signature),
            showing: Array(repeating: others, count: TLSLimits.stapleCertificatesMax - 1))
        let (facts, longest) = try BurdenTests.judge(pieces, staple: staple)
        #expect(facts.staple?.revocation == .invalid(fault))
        #expect(longest < BurdenTests.bound)
    }

    /// A response of so many answers about a leaf that say nothing of its issuer.
    private static func answers(of count: Int, digest: String) -> [UInt8] {
        let answer = DER.sequence(
            DER.sequence(
                DER.sequence(DER.identifier(digest)), DER.octets([1]), DER.octets([1]),
                DER.integer(Sketch().serialNumber)),
            [0x80, 0], DER.time("20270115000000Z"))
        let answers = DER.sequence(
            DER.element(0xa2, DER.octets([UInt8](repeating: 1, count: 20))),
            DER.time("20270115000000Z"), DER.sequence(of: Array(repeating: answer, count: count)))
        let signed = DER.sequence(answers, SigningKey.p256.algorithm(.sha256), DER.bits([1]))
        return DER.sequence(
            DER.element(0x0a, [0]),
            DER.element(
                0xa0,
                DER.sequence(DER.identifier("1.3.6.1.5.5.7.48.1.1"), DER.octets(signed))))
    }

    /// Each has a hash of the issuer's name, which has no bound but that of the certificate list.
    @Test(arguments: ["1.3.14.3.2.26", "2.16.840.1.101.3.4.2.3", "2.16.840.1.101.3.4.2.10"])
    func `many answers about a long name do not take long`(digest: String) throws {
        let top = Party(subject: Sketch.name("Top"), key: .p256, certificate: [])
        let long = String(repeating: "x", count: 40_000)
        let issuer = try Sketch.authority(long) { $0.forgedSignature = [1] }.signed(by: top)
        let leaf = try Sketch { $0.forgedSignature = [1] }.signed(by: issuer)
        let root = try CertificateAuthority(World.authority())
        let pieces = Exhibit.Pieces(
            served: [leaf, issuer].map { Base64.encodedPEM($0.certificate) },
            key: try leaf.key.pem, trusted: root.own.certificate)
        let staple = Self.answers(of: 300, digest: digest)
        #expect(staple.count <= TLSLimits.stapleBytesMax)
        let (facts, longest) = try BurdenTests.judge(pieces, staple: staple)
        #expect(facts.staple?.revocation == .invalid(.otherCertificate))
        #expect(longest < BurdenTests.bound)
    }

    @Test func `beside a chain that takes too long a staple is not looked at`() throws {
        let key = BurdenTests.publicKey(
            modulus: BurdenTests.oddNumber(bits: 16_384), exponent: [1, 0, 1])
        for (count, fault) in [(1, StapleFault.otherCertificate), (10, .tooCostly)] {
            let pieces = try BurdenTests.forgedRow(
                of: count, key: .rsa2048, publicKey: key,
                signature: [UInt8](repeating: 0x2a, count: 2_048))
            let staple = Self.answers(of: 1, digest: "1.3.14.3.2.26")
            let (facts, longest) = try BurdenTests.judge(pieces, staple: staple)
            #expect(facts.staple == StapledStatus(.invalid(fault)))
            #expect(longest < BurdenTests.bound)
        }
    }

    @Test(.enabled(if: OpenSSLProgram.isInstalled))
    func `the most that is borne of a chain and of its staple does not take long`() throws {
        let publicKey = BurdenTests.publicKey(
            modulus: BurdenTests.oddNumber(bits: 2_048),
            exponent: BurdenTests.oddNumber(bits: 526))
        let signature = [UInt8](repeating: 0x2a, count: 256)
        let pieces = try BurdenTests.forgedRow(
            of: 10, key: .rsa2048, publicKey: publicKey, signature: signature)
        let certificates = pieces.served.map { IssuedCertificate(certificate: $0, key: []) }
        let delegate = try Self.delegate(for: "Step 9", key: .rsa2048, signature: signature)
        let staple = try CertificateAuthority(certificates[1]).staple(
            about: certificates[0], StapleTests.good, by: delegate,
            showing: Array(repeating: delegate, count: 3))
        let (facts, longest) = try BurdenTests.judge(pieces, staple: staple)
        #expect(facts.verification == .failed(.untrusted))
        #expect(facts.staple?.revocation == .invalid(.wrongSignature))
        #expect(longest < BurdenTests.bound)
    }
}
