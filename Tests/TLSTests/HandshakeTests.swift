import Network
import TLS
import Testing
import Time

struct HandshakeTests {
    let root: CertificateAuthority
    let leaf: IssuedCertificate

    init() throws {
        root = try CertificateAuthority(World.authority())
        leaf = try root.issue(World.request())
    }

    @Test(arguments: TLSVersion.allCases, [1, Int.max])
    func `a handshake tells version, cipher and certificates`(
        version: TLSVersion, piece: Int
    ) throws {
        let client = try World.client(trusting: root, from: version, to: version)
        let server = try World.server(leaf, [root.own], from: .tls10)
        let facts = try #require(Encounter(client, server, piece: piece).facts)
        #expect(facts.version == "TLS \(version.rawValue)")
        #expect(facts.cipher.hasPrefix("TLS_"))
        #expect(facts.certificates.map(\.commonName) == [World.name, "Root"])
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 90))
    }

    @Test func `the cipher has its IANA name`() throws {
        let client = try World.client(trusting: root)
        let facts = try #require(Encounter(client, World.server(leaf)).facts)
        #expect(facts.cipher == "TLS_AES_256_GCM_SHA384")
        let old = try World.client(trusting: root, to: .tls12)
        let oldFacts = try #require(Encounter(old, World.server(leaf)).facts)
        #expect(oldFacts.cipher == "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
    }

    @Test func `the chain expires with the first of its certificates`() throws {
        var short = World.authority("Middle")
        short.notAfter = World.now + World.day * 5
        let middle = try CertificateAuthority(root.issue(short))
        let leaf = try middle.issue(World.request())
        let client = try World.client(trusting: root)
        let facts = try #require(Encounter(client, World.server(leaf, [middle.own])).facts)
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 5))
    }

    @Test func `the authority's own end counts although it is not served`() throws {
        var short = World.authority()
        short.notAfter = World.now + World.day * 2
        let root = try CertificateAuthority(short)
        let client = try World.client(trusting: root)
        let server = try World.server(root.issue(World.request()))
        let facts = try #require(Encounter(client, server).facts)
        #expect(facts.verification == .verified(chainExpiry: World.now + World.day * 2))
    }

    @Test func `both sides talk in the clear and part`() throws {
        let client = try World.client(trusting: root)
        let server = try World.server(leaf)
        _ = try #require(Encounter(client, server).facts)
        let words = (0..<50_000).map { UInt8(truncatingIfNeeded: $0) }
        try client.write(words)
        server.receive(client.output())
        var heard: [UInt8] = []
        while case .bytes(let count) = server.read(into: &heard, atMost: 20_000) {
            #expect(count > 0 && count <= TLSLimits.readBytesMax)
        }
        #expect(heard == words)
        try server.write(Array("welcome".utf8))
        server.close()
        client.receive(server.output())
        var answer: [UInt8] = [33]
        #expect(client.read(into: &answer, atMost: 3) == .bytes(3))
        #expect(client.read(into: &answer, atMost: 30) == .bytes(4))
        #expect(answer == Array("!welcome".utf8))
        #expect(client.read(into: &answer, atMost: 30) == .closed)
        client.close()
        client.close()
        server.receive(client.output())
        #expect(server.read(into: &answer, atMost: 30) == .closed)
        #expect(client.output().isEmpty && server.output().isEmpty)
    }

    @Test func `a conversation that is garbled breaks and stays broken`() throws {
        let client = try World.client(trusting: root)
        _ = try #require(Encounter(client, World.server(leaf)).facts)
        client.receive(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        var heard: [UInt8] = []
        guard case .failed(let failure) = client.read(into: &heard, atMost: 100) else {
            Issue.record("garbage was read")
            return
        }
        #expect(heard.isEmpty)
        #expect(client.read(into: &heard, atMost: 100) == .failed(failure))
        #expect(throws: failure) { try client.write([1]) }
    }

    @Test func `a broken server tells its client which alert`() throws {
        let client = try World.client(trusting: root)
        let server = try World.server(leaf)
        _ = try #require(Encounter(client, server).facts)
        var garbled = try { () throws -> [UInt8] in
            try client.write([1, 2, 3])
            return client.output()
        }()
        garbled[garbled.count - 1] ^= 1
        server.receive(garbled)
        var heard: [UInt8] = []
        #expect(
            server.read(into: &heard, atMost: 9)
                == .failed(.protocolViolation("decryption failed or bad record mac")))
        client.receive(server.output())
        #expect(client.read(into: &heard, atMost: 9) == .failed(.alert(20)))
    }

    @Test func `one context serves many servers, each checked by its own name`() throws {
        let provider = OpenSSLProvider()
        for (name, isRight) in [(World.name, true), ("other.example.com", false)] {
            let settings = TLSSettings(
                serverName: name, authorities: .pem(root.own.certificate))
            let session = try provider.client(settings).makeSession(at: World.now)
            let facts = try #require(Encounter(session, World.server(leaf)).facts)
            #expect((facts.verification != .failed(.nameMismatch)) == isRight)
        }
    }

    @Test func `a name that is too long is neither sent nor matched`() throws {
        let long = String(repeating: "a.", count: TLSLimits.serverNameBytesMax / 2) + "a"
        for (name, isSent) in [(long, true), (long + "a", false)] {
            let client = try World.client(trusting: root, name: name)
            _ = client.handshake()
            let hello = client.output()
            #expect(hello.contains(Array(name.utf8)) == isSent)
            let again = try World.client(trusting: root, name: name)
            let facts = try #require(Encounter(again, World.server(leaf)).facts)
            #expect(facts.verification == .failed(.nameMismatch))
        }
    }

    @Test func `a name is sent and an address is not`() throws {
        let named = try World.client(trusting: root)
        _ = named.handshake()
        #expect(named.output().contains(Array(World.name.utf8)))
        let addressed = try World.client(trusting: root, name: "192.0.2.7")
        _ = addressed.handshake()
        #expect(!addressed.output().contains(Array("192.0.2.7".utf8)))
    }
}
