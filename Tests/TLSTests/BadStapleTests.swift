import Network
import Simulation
import TLS
import Testing
import Time

/// What a server staples that is no answer: it never costs the verdict, let alone the process.
struct BadStapleTests {
    let root: CertificateAuthority
    let leaf: IssuedCertificate

    init() throws {
        root = try CertificateAuthority(World.authority())
        leaf = try root.issue(World.request())
    }

    private func staple() throws -> [UInt8] {
        try root.staple(about: leaf, StapleTests.good)
    }

    private func encounter(_ staple: [UInt8], _ version: TLSVersion) throws -> Encounter {
        Encounter(
            try World.client(trusting: root, from: version, to: version),
            try World.server(leaf, staple: staple))
    }

    private func expect(
        _ fault: StapleFault, of staple: [UInt8], _ versions: [TLSVersion] = [.tls12, .tls13]
    ) throws {
        for version in versions {
            let facts = try #require(try encounter(staple, version).facts)
            #expect(facts.staple == StapledStatus(.invalid(fault)))
            #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
        }
    }

    @Test(arguments: [
        [0], [0x30], [0x30, 0x80], Array("HTTP/1.1 404 Not Found\r\n".utf8),
        // Successful, with nothing behind it; with an answer of a kind that nobody knows.
        [0x30, 3, 0x0a, 1, 0],
        [0x30, 13, 0x0a, 1, 0, 0xa0, 8, 0x30, 6, 6, 2, 0x2a, 3, 4, 0],
        [UInt8](repeating: 0xff, count: 4_000), [UInt8](repeating: 0x30, count: 4_000),
    ])
    func `garbage is unreadable`(staple: [UInt8]) throws {
        try expect(.unreadable, of: staple)
    }

    @Test func `a response that is cut or continued is unreadable`() throws {
        let staple = try staple()
        for count in stride(from: 1, to: staple.count, by: 7) {
            try expect(.unreadable, of: Array(staple.prefix(count)), [.tls13])
        }
        try expect(.unreadable, of: staple + [0])
    }

    /// RFC 6960 section 4.2.1: malformedRequest, internalError, tryLater, sigRequired and
    /// unauthorized; 4 is not used, and neither is 7.
    @Test(arguments: [UInt8(1), 2, 3, 4, 5, 6, 7, 0x7f])
    func `a responder that failed is told`(status: UInt8) throws {
        try expect(.responderError, of: [0x30, 3, 0x0a, 1, status])
    }

    @Test func `a signature with one bit wrong is wrong`() throws {
        var staple = try staple()
        staple[staple.count - 1] ^= 1
        for version in [TLSVersion.tls12, .tls13] {
            let facts = try #require(try encounter(staple, version).facts)
            #expect(facts.staple?.revocation == .invalid(.wrongSignature))
            #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
        }
    }

    @Test func `what is too large is not read`() throws {
        let huge = [UInt8](repeating: 0x30, count: 60_000)
        try expect(.tooLarge, of: huge, [.tls13])
        // In a message of its own OpenSSL takes no more, so that nothing is known of the rest.
        #expect(
            try encounter(huge, .tls12).failure == .protocolViolation("excessive message size"))
    }

    /// RFC 6066 section 8 asks for a byte at least.
    @Test(arguments: [TLSVersion.tls12, .tls13])
    func `an empty staple breaks the rules, and is no shortage of ours`(
        version: TLSVersion
    ) throws {
        let failure = try encounter([], version).failure
        #expect(failure == .protocolViolation("empty certificate status"))
    }

    @Test func `no garbled staple is too much for the reader, and none says good`() throws {
        let responder = try root.issue(World.request("Responder", names: [], use: .responder))
        var revoked = StapleTests.good
        revoked.answer = .revoked(at: StapleTests.begin, .superseded)
        let corpus = try [
            staple(), root.staple(about: leaf, revoked),
            root.staple(about: leaf, StapleTests.good, by: responder),
        ]
        var mutator = ByteMutator(seed: 61, corpus: corpus)
        var faults: [StapleFault: Int] = [:]
        for _ in 0..<MutationTests.inputCount / 5 {
            let mutant = mutator.next()
            let reading = StapleReader.reading(
                mutant, leaf: leaf.certificate, issuer: root.own.certificate)
            switch try #require(reading).revocation {
            case .invalid(let fault): faults[fault, default: 0] += 1
            // A signature covers what is said; what is said about the signer is beside it.
            default: #expect(corpus.contains { $0.count == mutant.count })
            }
        }
        #expect(faults.count >= 5, "the mutants must not all be refused at once: \(faults)")
    }
}
