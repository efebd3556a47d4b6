import Network
import TLS
import Testing

struct CertificateInFileTests {
    @Test func `the first certificate of a file is found in PEM and in DER`() throws {
        let root = try CertificateAuthority(World.authority())
        let leaf = try root.issue(World.request())
        let der = try Base64.decodedPEM(leaf.certificate)
        let facts = try #require(CertificateReader.facts(der: der))
        let words = Array("subject=CN = shop.example.com\n".utf8)
        let provider = OpenSSLProvider()
        for file in [
            leaf.certificate, leaf.certificate + root.own.certificate, leaf.key + leaf.certificate,
            words + leaf.certificate + leaf.key, der,
        ] {
            #expect(provider.certificate(in: file) == facts)
        }
        let first = try #require(provider.certificate(in: root.own.certificate + leaf.certificate))
        #expect(first.commonName == "Root")
    }

    @Test func `a file without a certificate has none`() throws {
        let leaf = try CertificateAuthority.selfSigned(World.request())
        let der = try Base64.decodedPEM(leaf.certificate)
        let provider = OpenSSLProvider()
        for file in [
            [], leaf.key, Array(leaf.certificate.dropLast(100)), Array(der.dropLast()),
            Array("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".utf8),
        ] {
            #expect(provider.certificate(in: file) == nil)
        }
    }
}
