import Network
import TLS
import Testing
import Time

struct SharingTests {
    private final class Thing: Sendable {}

    @Test func `an object is shared while somebody uses it, and made anew afterwards`() {
        var cache = WeakCache<String, Thing>()
        var first: Thing? = cache.value("a") { Thing() }
        let second = cache.value("a") { Thing() }
        #expect(first === second)
        #expect(cache.value("b") { Thing() } !== second)
        first = nil
        var made = 0
        for _ in 0..<3 {
            _ = cache.value("b") {
                made += 1
                return Thing()
            }
        }
        #expect(made == 3)
    }

    @Test func `what nobody uses any more is swept out`() {
        var cache = WeakCache<Int, Thing>()
        let used = (0..<10).map { key in cache.value(key) { Thing() } }
        for key in 10..<10_000 { _ = cache.value(key) { Thing() } }
        #expect(cache.count <= 2 * (used.count + 16))
        for (key, thing) in used.enumerated() {
            #expect(cache.value(key) { Thing() } === thing)
        }
    }

    @Test func `authorities are read once for all clients that name them`() throws {
        let provider = OpenSSLProvider()
        let pem = try (0..<2).map { _ in
            CertificateAuthorities.pem(
                try CertificateAuthority(World.authority()).own.certificate)
        }
        var clients: [any TLSClient] = []
        for number in 0..<100 {
            for authorities in [.system] + pem {
                var settings = TLSSettings(
                    serverName: "\(number).example.com", verify: false, authorities: authorities)
                clients.append(try provider.client(settings))
                settings.minimumVersion = .tls13
                clients.append(try provider.client(settings))
            }
        }
        #expect(provider.madeCounts == (3, 6))
        clients.removeAll()
        _ = try provider.client(TLSSettings(serverName: "a.example.com", authorities: pem[0]))
        #expect(provider.madeCounts == (4, 7))
    }

    @Test func `remembered facts take no more than their limit`() {
        func facts(_ number: UInt64) -> CertificateFacts {
            CertificateFacts(
                subject: "CN=\(number)", issuer: "CN=Root", commonName: "\(number)",
                alternativeNames: ["\(number).example.com"], serialNumber: "\(number)",
                fingerprint: "", notBefore: World.now, notAfter: World.now)
        }
        var remembered = RememberedFacts()
        for number in 0..<UInt64(20_000) {
            let digest = CertificateDigest(words: SIMD4(number, 0, 0, 1))
            #expect(remembered[digest] == nil)
            remembered.keep(facts(number), digest)
            remembered.keep(facts(number), digest)
            #expect(remembered[digest] == facts(number))
            #expect(remembered.bytes <= TLSLimits.rememberedFactsBytesMax)
        }
        #expect(remembered.bytes > 0)
    }
}
