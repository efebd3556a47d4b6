import Network
import Simulation
import TLS
import Testing
import Time

/// Certificates made to take long: all that anybody needs for them is a server.
///
/// The signatures are forged, since they are computed with before they are found to be wrong.
struct BurdenTests {
    static var bound: Duration { Sanitizer.allowance(.milliseconds(15)) }

    /// What a client finds, and the longest that its thread works at a stretch.
    static func judge(
        _ pieces: Exhibit.Pieces, staple: [UInt8]? = nil
    ) throws -> (TLSFacts, Duration) {
        let settings = TLSSettings(
            serverName: World.name, authorities: .pem(pieces.trusted))
        var longest = Duration.seconds(3_600)
        var found: TLSFacts?
        // The first of several may find cold caches.
        for _ in 0..<3 {
            // Each has a provider of its own, which remembers no staple.
            let client = try OpenSSLProvider().client(settings)
            let session = TimedSession(try client.makeSession(at: World.now))
            let encounter = Encounter(session, try pieces.server(to: .tls13, staple: staple))
            found = encounter.facts
            longest = min(longest, session.longestStep)
        }
        return (try #require(found), longest)
    }

    /// A leaf below so many authorities, all with that key, which nobody has signed.
    static func forgedRow(
        of count: Int, key: SigningKey, publicKey: [UInt8], signature: [UInt8]
    ) throws -> Exhibit.Pieces {
        var issuer: Party?
        var served: [Party] = []
        for number in 0..<count {
            let sketch = Sketch.authority("Step \(number)") {
                $0.key = key
                $0.publicKey = publicKey
                $0.forgedSignature = signature
            }
            let party = try sketch.signed(by: issuer)
            served.insert(party, at: 0)
            issuer = party
        }
        let leaf = try Sketch { $0.forgedSignature = signature }.signed(by: issuer)
        let root = try CertificateAuthority(World.authority())
        return Exhibit.Pieces(
            served: ([leaf] + served).map { Base64.encodedPEM($0.certificate) },
            key: try leaf.key.pem, trusted: root.own.certificate)
    }

    /// An RSA key of these numbers, whoever may have the private half.
    static func publicKey(modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
        DER.sequence(
            DER.sequence(DER.identifier("1.2.840.113549.1.1.1"), DER.null),
            DER.bits(DER.sequence(DER.integer([0] + modulus), DER.integer([0] + exponent))))
    }

    static func oddNumber(bits: Int) -> [UInt8] {
        var bytes = (0..<bits / 8).map { UInt8(truncatingIfNeeded: $0 * 73 + 29) | 0x80 }
        bytes[bytes.count - 1] |= 1
        return bytes
    }

    /// Beyond 3,072 bits OpenSSL takes exponents up to 64 bits; below it takes any.
    @Test(arguments: [(16_384, 17), (16_384, 64), (3_072, 3_064), (2_048, 2_040)])
    func `a row of large keys does not take long`(modulusBits: Int, exponentBits: Int) throws {
        let exponent =
            exponentBits == 17 ? [1, 0, 1] : Self.oddNumber(bits: exponentBits)
        let key = Self.publicKey(
            modulus: Self.oddNumber(bits: modulusBits), exponent: exponent)
        let pieces = try Self.forgedRow(
            of: TLSLimits.chainDepthMax, key: .rsa2048, publicKey: key,
            signature: [UInt8](repeating: 0x2a, count: modulusBits / 8))
        let (facts, longest) = try Self.judge(pieces)
        #expect(facts.certificates.count == TLSLimits.chainDepthMax + 1)
        if case .verified = facts.verification { Issue.record("a forgery was taken") }
        #expect(longest < Self.bound)
    }

    /// A leaf below so many authorities that exclude names, none of them signed by anybody.
    private static func constrainedRow(
        of count: Int, excluding excluded: [SketchName], _ change: (inout Sketch) -> Void
    ) throws -> Exhibit.Pieces {
        var issuer: Party?
        var served: [Party] = []
        for number in 0..<count {
            let party = try Sketch.authority("Step \(number)") {
                $0.forgedSignature = [1]
                $0.extensions.append(.nameConstraints(excluded: excluded))
            }.signed(by: issuer)
            served.insert(party, at: 0)
            issuer = party
        }
        let leaf = try Sketch {
            $0.forgedSignature = [1]
            change(&$0)
        }.signed(by: issuer)
        let root = try CertificateAuthority(World.authority())
        return Exhibit.Pieces(
            served: ([leaf] + served).map { Base64.encodedPEM($0.certificate) },
            key: try leaf.key.pem, trusted: root.own.certificate)
    }

    /// Each name is held against each constraint of each authority.
    @Test(arguments: [(1, 1_000, 1_000), (9, 900, 1_100), (1, 5_000, 3_000)])
    func `many names under many constraints do not take long`(
        authorities: Int, constraints: Int, names: Int
    ) throws {
        let excluded = (0..<constraints).map { SketchName.dns("\($0).b") }
        let pieces = try Self.constrainedRow(of: authorities, excluding: excluded) {
            $0.rename([.dns(World.name)] + (0..<names).map { .dns("\($0).a") })
        }
        let (facts, longest) = try Self.judge(pieces)
        if case .verified = facts.verification { Issue.record("a forgery was taken") }
        #expect(longest < Self.bound)
    }

    /// So are the e-mail addresses of the subject (RFC 5280 section 4.2.1.10).
    @Test(arguments: [(1, 1_000, 1_000), (9, 524, 1_990)])
    func `many addresses under many constraints do not take long`(
        authorities: Int, constraints: Int, addresses: Int
    ) throws {
        let excluded = (0..<constraints).map { SketchName.mail("\($0).b") }
        let pieces = try Self.constrainedRow(of: authorities, excluding: excluded) {
            $0.subject = Sketch.name(World.name, addresses: (0..<addresses).map { "\($0)@a" })
        }
        let (facts, longest) = try Self.judge(pieces)
        if case .verified = facts.verification { Issue.record("a forgery was taken") }
        #expect(longest < Self.bound)
    }

    /// A comparison takes as long as the names are alike.
    @Test(arguments: [(1, 290, 290, 160), (1, 90, 90, 500), (3, 100, 250, 90)])
    func `long names under long constraints do not take long`(
        authorities: Int, constraints: Int, names: Int, length: Int
    ) throws {
        let shared = String(repeating: "x", count: length)
        let excluded = (1_000..<1_000 + constraints).map { SketchName.dns("\(shared)\($0)") }
        let pieces = try Self.constrainedRow(of: authorities, excluding: excluded) {
            $0.rename((5_000..<5_000 + names).map { .dns("\(shared)\($0)") })
        }
        let (facts, longest) = try Self.judge(pieces)
        if case .verified = facts.verification { Issue.record("a forgery was taken") }
        #expect(longest < Self.bound)
    }

    @Test(
        .enabled(if: OpenSSLProgram.isInstalled),
        arguments: ["secp384r1", "secp521r1", "sect571r1", "brainpoolP512r1"])
    func `a row of slow curves does not take long`(curve: String) throws {
        let openssl = try OpenSSLProgram()
        _ = try openssl.run([
            "ecparam", "-genkey", "-name", curve, "-noout", "-out", "leaf.key",
        ])
        _ = try openssl.run(["ec", "-in", "leaf.key", "-pubout", "-out", "leaf.pem"])
        let publicKey = try Base64.decodedPEM(openssl.read("leaf.pem"), "PUBLIC KEY")
        let number = DER.integer([UInt8](repeating: 0x2a, count: 47))
        let pieces = try Self.forgedRow(
            of: TLSLimits.chainDepthMax, key: .p256, publicKey: publicKey,
            signature: DER.sequence(number, number))
        let (facts, longest) = try Self.judge(pieces)
        #expect(facts.certificates.count == TLSLimits.chainDepthMax + 1)
        #expect(longest < Self.bound)
    }

    /// So many certificates with a key of that kind each, of which the last signed itself.
    private static func soundRow(of count: Int, key: SigningKey) throws -> Exhibit.Pieces {
        var parties: [Party] = []
        for number in 1..<count {
            let sketch = Sketch.authority("Step \(number)") { $0.key = key }
            parties.insert(try sketch.signed(by: parties.first), at: 0)
        }
        let leaf = try Sketch { $0.key = key }.signed(by: parties.first)
        let root = try #require(parties.last)
        return try Exhibit.Pieces([leaf] + parties.dropLast(), trusting: [root])
    }

    @Test(
        .enabled(if: OpenSSLProgram.isInstalled),
        arguments: [(5, SigningKey.p521), (5, .p384), (4, .rsa4096), (4, .rsa16384)])
    func `a chain of the largest keys that are in use is verified`(
        count: Int, key: SigningKey
    ) throws {
        let (facts, longest) = try Self.judge(Self.soundRow(of: count, key: key))
        #expect(facts.certificates.count == count - 1)
        #expect(facts.verification == Exhibit.good)
        #expect(longest < Self.bound)
    }
}
