import Network
import Simulation
import TLS
import Testing
import Time

struct MutationTests {
    /// A sanitizer makes each input several times as slow.
    static let inputCount = Sanitizer.isOn ? 20_000 : 100_000

    @Test func `no garbled certificate is too much for the reader`() throws {
        let root = try CertificateAuthority(World.authority())
        let address = CertificateName.address(.loopback6)
        var rich = World.request("Ünï \u{1}", names: [.dns("*.example.com"), address])
        rich.key = .rsa(bits: 1_024)
        rich.serialNumber = -7
        let corpus = try [root.own, root.issue(World.request()), root.issue(rich)].map {
            try Base64.decodedPEM($0.certificate)
        }
        var mutator = ByteMutator(seed: 14, corpus: corpus)
        var readCount = 0
        for _ in 0..<Self.inputCount {
            guard let facts = CertificateReader.facts(der: mutator.next()) else { continue }
            readCount += 1
            #expect(facts.fingerprint.utf8.count == 64)
            #expect(facts.subject.utf8.count <= TLSLimits.nameBytesMax)
            #expect(facts.serialNumber.utf8.count <= 2 * TLSLimits.serialNumberBytesMax + 1)
        }
        #expect(readCount > Self.inputCount / 20, "the mutants must not all be refused at once")
    }

    /// A client with another key cannot decrypt what follows the hello of TLS 1.3, so that most of
    /// the flights are of TLS 1.2, where everything is in the clear.
    @Test(arguments: [(TLSVersion.tls12, inputCount * 3 / 5), (.tls13, inputCount / 5)])
    func `a garbled flight ends in one of the three ways`(version: TLSVersion, count: Int) throws {
        let root = try CertificateAuthority(World.authority())
        let leaf = try root.issue(World.request())
        let settings = TLSSettings(
            serverName: World.name, authorities: .pem(root.own.certificate),
            maximumVersion: version)
        let client = try OpenSSLProvider().client(settings)
        let recorded = try client.makeSession(at: World.now)
        let server = try World.server(leaf, [root.own], to: version)
        _ = recorded.handshake()
        server.receive(recorded.output())
        _ = server.handshake()
        var mutator = ByteMutator(seed: 34, corpus: [server.output()])
        var ends = Ends()
        for _ in 0..<count {
            let session = TimedSession(try client.makeSession(at: World.now))
            _ = session.handshake()
            session.receive(mutator.next())
            ends.count(session.handshake())
            // Whatever it was, it can be asked for its alert, and asked again.
            var alert: [UInt8] = []
            session.takeOutput(into: &alert)
            ends.isSilent = ends.isSilent && alert.isEmpty
            ends.longestStep = max(ends.longestStep, session.longestStep)
        }
        #expect(ends.done == 0, "a garbled flight must not be accepted by a stranger to it")
        #expect(ends.needsMore > count / 1_000 && ends.failed > count / 100)
        #expect(!ends.isSilent)
        if version == .tls12 { #expect(ends.failedWithCertificates > count / 100) }
        ends.expectBounds()
    }

    /// In a flight that is sound but for its certificate, the mutants get as far as its judge.
    @Test func `a garbled certificate in a sound flight is judged, and ends in its alert`() throws {
        let root = try CertificateAuthority(World.authority())
        var rich = World.request(names: [.dns("*.example.com"), .address(.loopback6)])
        rich.permittedDomain = "example.com"
        let leaves = try [root.issue(World.request()), root.issue(rich)]
        let settings = TLSSettings(
            serverName: World.name, authorities: .pem(root.own.certificate),
            maximumVersion: .tls12)
        let client = try OpenSSLProvider().client(settings)
        let recorded = try client.makeSession(at: World.now)
        let server = try World.server(leaves[0], to: .tls12)
        _ = recorded.handshake()
        server.receive(recorded.output())
        _ = server.handshake()
        let hello = Self.firstRecord(of: server.output())
        let authority = try Base64.decodedPEM(root.own.certificate)
        let corpus = try leaves.map { try Base64.decodedPEM($0.certificate) }
        let sound = corpus[1]
        var generator = SeededGenerator(seed: 16)
        var mutator = ByteMutator(seed: 15, corpus: corpus)
        var ends = Ends()
        for number in 0..<(Self.inputCount / 5) {
            let session = TimedSession(try client.makeSession(at: World.now))
            _ = session.handshake()
            // What keeps its length is more often still a certificate.
            let mutant = number % 2 == 0 ? mutator.next() : Self.altered(sound, &generator)
            session.receive(hello + Self.certificateRecord([mutant, authority]))
            if case .needsMore = session.handshake() {
                // The fatal alert internal_error (RFC 5246 section 7.2), to end it.
                session.receive([21, 3, 3, 0, 2, 2, 80])
            }
            ends.count(session.handshake())
            ends.longestStep = max(ends.longestStep, session.longestStep)
        }
        #expect(ends.failed == Self.inputCount / 5)
        #expect(ends.failedWithCertificates > ends.failed / 10)
        #expect(ends.failedWithCertificates < ends.failed)
        ends.expectBounds()
    }

    /// The same with one to four bytes changed.
    private static func altered(
        _ bytes: [UInt8], _ generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            bytes[Int.random(in: bytes.indices, using: &generator)] =
                UInt8.random(in: 0...255, using: &generator)
        }
        return bytes
    }

    private static func firstRecord(of flight: [UInt8]) -> [UInt8] {
        Array(flight.prefix(5 + Int(flight[3]) << 8 + Int(flight[4])))
    }

    /// A Certificate message of TLS 1.2 in a record of its own (RFC 5246 section 7.4.2).
    private static func certificateRecord(_ certificates: [[UInt8]]) -> [UInt8] {
        func sized(_ bytes: [UInt8]) -> [UInt8] {
            [16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
        }
        let message = [11] + sized(sized(certificates.flatMap(sized)))
        return [22, 3, 3] + sized(message).dropFirst()
    }

    private struct Ends {
        var needsMore = 0
        var done = 0
        var failed = 0
        var failedWithCertificates = 0
        var isSilent = true
        var isShortOfMemory = false
        var longestStep = Duration.zero

        mutating func count(_ step: TLSHandshakeStep) {
            switch step {
            case .needsMore: needsMore += 1
            case .done: done += 1
            case .failed(let failure, let certificates):
                failed += 1
                isShortOfMemory = isShortOfMemory || failure == .memory
                if !certificates.isEmpty { failedWithCertificates += 1 }
            }
        }

        /// Nobody's bytes are taken for a want of memory, and none hold the loop up.
        func expectBounds() {
            #expect(!isShortOfMemory)
            #expect(longestStep < Sanitizer.allowance(.milliseconds(15)), "\(longestStep)")
        }
    }
}
