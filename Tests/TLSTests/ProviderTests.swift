import Network
import TLS
import Testing
import Time

struct ProviderTests {
    private func refusal(
        _ authorities: CertificateAuthorities, from minimum: TLSVersion? = nil,
        to maximum: TLSVersion? = nil
    ) -> TLSSettingsError? {
        let settings = TLSSettings(
            serverName: World.name, authorities: authorities, minimumVersion: minimum,
            maximumVersion: maximum)
        do throws(TLSSettingsError) {
            _ = try OpenSSLProvider().client(settings)
            return nil
        } catch {
            return error
        }
    }

    @Test func `authorities must be certificates in PEM`() throws {
        let root = try CertificateAuthority(World.authority()).own
        #expect(refusal(.pem(root.certificate)) == nil)
        #expect(refusal(.pem(root.certificate + root.certificate)) == nil)
        #expect(refusal(.pem(Array("# Root\n".utf8) + root.certificate)) == nil)
        let broken = root.certificate + root.certificate.dropLast(90)
        for wrong in [[], Array("Root".utf8), root.key, broken, [0, 255]] {
            #expect(refusal(.pem(wrong)) == .unreadableAuthorities)
        }
    }

    @Test func `an encrypted header asks nobody for a password`() throws {
        let root = try CertificateAuthority(World.authority()).own
        let headerEnd = try #require(root.certificate.firstIndex(of: 10)) + 1
        let header =
            "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,\(String(repeating: "0", count: 32))\n\n"
        var encrypted = root.certificate
        encrypted.insert(contentsOf: Array(header.utf8), at: headerEnd)
        #expect(refusal(.pem(encrypted)) == .unreadableAuthorities)
    }

    @Test func `the lowest version may not lie above the highest`() throws {
        let pem = CertificateAuthorities.pem(
            try CertificateAuthority(World.authority()).own.certificate)
        #expect(refusal(pem, from: .tls13, to: .tls12) == .unsupportedVersions)
        #expect(refusal(pem, to: .tls10) == nil)
        #expect(refusal(pem, from: .tls13) == nil)
    }

    @Test func `the machine's authorities do not trust ours`() throws {
        let root = try CertificateAuthority(World.authority())
        let leaf = try root.issue(World.request())
        let settings = TLSSettings(serverName: World.name, verify: false)
        let client = try OpenSSLProvider().client(settings)
        let session = try client.makeSession(at: World.now)
        let facts = try #require(Encounter(session, World.server(leaf, [root.own])).facts)
        #expect(facts.verification == .failed(.untrusted))
    }

    @Test func `a server needs a chain and the key that belongs to it`() throws {
        let root = try CertificateAuthority(World.authority())
        let leaf = try root.issue(World.request())
        func refusal(_ chain: [UInt8], _ key: [UInt8]) -> TLSServerError? {
            do throws(TLSServerError) {
                _ = try TLSServer(TLSServerCredentials(chain: chain, key: key))
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(leaf.certificate, leaf.key) == nil)
        #expect(refusal([], leaf.key) == .unreadableChain)
        #expect(refusal(leaf.key, leaf.key) == .unreadableChain)
        #expect(refusal(leaf.certificate, root.own.key) == .unusableKey)
        #expect(refusal(leaf.certificate, leaf.certificate) == .unusableKey)
    }

    @Test func `what cannot be issued is refused`() throws {
        func refusal(_ change: (inout CertificateRequest) -> Void) -> CertificateIssueError? {
            var request = World.request()
            change(&request)
            do throws(CertificateIssueError) {
                _ = try CertificateAuthority.selfSigned(request)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.commonName = String(repeating: "x", count: 65) } == .refusedName)
        #expect(refusal { $0.alternativeNames = [.dns("")] } == .refusedName)
        #expect(refusal { $0.key = .rsa(bits: 7) } == .refusedKey)
        let nobody = CertificateAuthority(IssuedCertificate(certificate: [1], key: [2]))
        #expect(throws: CertificateIssueError.unreadableIssuer) {
            try nobody.issue(World.request())
        }
    }

    @Test func `the version of OpenSSL is a number`() {
        #expect(OpenSSLVersion.text.hasPrefix("3."))
    }
}
