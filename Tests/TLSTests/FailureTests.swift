import Network
import TLS
import Testing
import Time

struct FailureTests {
    let root: CertificateAuthority
    let leaf: IssuedCertificate

    init() throws {
        root = try CertificateAuthority(World.authority())
        leaf = try root.issue(World.request())
    }

    /// The first flight of a server that answers `client`.
    private func flight(
        to client: any TLSSession, _ leaf: IssuedCertificate, _ maximum: TLSVersion
    ) throws -> [UInt8] {
        let server = try World.server(leaf, [root.own], to: maximum)
        _ = client.handshake()
        server.receive(client.output())
        _ = server.handshake()
        return server.output()
    }

    @Test(
        arguments: [
            ("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "wrong version number"),
            ("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n", "wrong version number"),
            ("220 mail.example.com ESMTP\r\n", "wrong version number"),
            ("GET / HTTP/1.1\r\n\r\n", "http request"),
        ], [1, Int.max])
    func `a peer that speaks no TLS is told by its words`(
        peer: (said: String, words: String), piece: Int
    ) throws {
        let client = try World.client(trusting: root)
        _ = client.handshake()
        var steps: [TLSHandshakeStep] = []
        for part in Array(peer.said.utf8).pieces(of: piece) {
            client.receive(part)
            steps.append(client.handshake())
        }
        guard case .failed(let failure, let certificates)? = steps.last else {
            Issue.record("no failure: \(steps)")
            return
        }
        #expect(failure == .protocolViolation(peer.words))
        #expect(certificates.isEmpty)
    }

    @Test func `versions that do not meet end in alert 70`() throws {
        let modern = try World.client(trusting: root, from: .tls13)
        #expect(try Encounter(modern, World.server(leaf, to: .tls12)).failure == .alert(70))
        let old = try World.client(trusting: root, to: .tls12)
        #expect(try Encounter(old, World.server(leaf, from: .tls13)).failure == .alert(70))
    }

    @Test func `versions before 1.2 are offered only when they are asked for`() throws {
        let plain = try World.client(trusting: root)
        let server = try World.server(leaf, from: .tls10, to: .tls11)
        #expect(Encounter(plain, server).failure == .alert(70))
        let asked = try World.client(trusting: root, from: .tls10)
        let again = try World.server(leaf, from: .tls10, to: .tls11)
        #expect(Encounter(asked, again).facts?.version == "TLS 1.1")
    }

    @Test func `any alert is told by its number`() throws {
        for alert in UInt8.min...UInt8.max {
            let client = try World.client(trusting: root)
            _ = client.handshake()
            client.receive([21, 3, 3, 0, 2, 2, alert])
            guard case .failed(let failure, _) = client.handshake() else {
                // user_canceled only announces a close_notify (RFC 8446 section 6.1).
                #expect(alert == 90)
                continue
            }
            #expect(failure == .alert(alert))
        }
    }

    @Test func `certificates that came before the failure are not lost`() throws {
        let client = try World.client(trusting: root, to: .tls12)
        var flight = try flight(to: client, leaf, .tls12)
        // The last record is the empty ServerHelloDone; before it stands the server's signature.
        flight[flight.count - 10] ^= 1
        client.receive(flight)
        for _ in 0..<2 {
            guard case .failed(.protocolViolation(let words), let certificates) = client.handshake()
            else {
                Issue.record("a wrong signature was taken")
                return
            }
            #expect(words == "bad signature")
            #expect(certificates.map(\.commonName) == [World.name, "Root"])
        }
        #expect(client.output().suffix(7) == [21, 3, 3, 0, 2, 2, 51])
    }

    @Test(arguments: [TLSVersion.tls12, .tls13])
    func `a flight that is cut anywhere leaves more to be said`(version: TLSVersion) throws {
        let client = try World.client(trusting: root, to: version)
        let flight = try flight(to: client, leaf, version)
        #expect(flight.count > 700)
        for (position, byte) in flight.enumerated() {
            guard case .needsMore = client.handshake() else {
                Issue.record("over after \(position) of \(flight.count) bytes")
                return
            }
            client.receive([byte])
        }
        #expect(client.output().isEmpty)
        _ = client.handshake()
        #expect(!client.output().isEmpty)
    }

    @Test func `a certificate list beyond the limit is refused`() throws {
        let names = (0..<5_000).map { CertificateName.dns("a-host-with-a-name-\($0).example") }
        let leaf = try root.issue(World.request(names: names))
        #expect(leaf.certificate.count > TLSLimits.certificateListBytesMax)
        let client = try World.client(trusting: root)
        let failure = try Encounter(client, World.server(leaf)).failure
        #expect(failure == .protocolViolation("excessive message size"))
    }

    @Test func `of very many certificates the first are told`() throws {
        let copies = Array(repeating: root.own, count: TLSLimits.servedCertificatesMax)
        let client = try World.client(trusting: root)
        let facts = try #require(Encounter(client, World.server(leaf, copies)).facts)
        #expect(facts.certificates.count == TLSLimits.servedCertificatesMax)
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
    }

    @Test(arguments: [
        (UInt8(0), "close_notify"), (40, "handshake_failure"), (42, "bad_certificate"),
        (70, "protocol_version"), (86, "inappropriate_fallback"), (112, "unrecognized_name"),
        (116, "certificate_required"), (120, "no_application_protocol"), (200, "unknown"),
    ])
    func `an alert has the name that its RFC gives it`(number: UInt8, name: String) {
        #expect(AlertDescription.name(of: number) == name)
    }
}
