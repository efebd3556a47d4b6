import Network
import Simulation
import TLS
import Testing
import Time

struct MutationTests {
    static let inputCount = 100_000

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
    @Test(arguments: [(TLSVersion.tls12, inputCount * 4 / 5), (.tls13, inputCount / 5)])
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
            let session = try client.makeSession(at: World.now)
            _ = session.handshake()
            session.receive(mutator.next())
            ends.count(session.handshake())
            // Whatever it was, it can be asked for its alert, and asked again.
            var alert: [UInt8] = []
            session.takeOutput(into: &alert)
            ends.isSilent = ends.isSilent && alert.isEmpty
        }
        #expect(ends.done == 0, "a garbled flight must not be accepted by a stranger to it")
        #expect(ends.needsMore > 100 && ends.failed > 1_000)
        #expect(!ends.isSilent)
        if version == .tls12 { #expect(ends.failedWithCertificates > 1_000) }
    }

    private struct Ends {
        var needsMore = 0
        var done = 0
        var failed = 0
        var failedWithCertificates = 0
        var isSilent = true

        mutating func count(_ step: TLSHandshakeStep) {
            switch step {
            case .needsMore: needsMore += 1
            case .done: done += 1
            case .failed(_, let certificates):
                failed += 1
                if !certificates.isEmpty { failedWithCertificates += 1 }
            }
        }
    }
}
