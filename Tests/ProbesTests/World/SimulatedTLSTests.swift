import Network
import Simulation
import Testing
import Time

struct SimulatedTLSTests {
    private struct Outcome {
        var step: TLSHandshakeStep
        var session: any TLSSession
        var server: any ServerConversation
    }

    /// What the server says to a client's hello, in one piece.
    private static func flight(
        _ tls: SimulatedTLS, _ answer: TLSServerAnswer
    ) throws -> (any TLSSession, [UInt8]) {
        var server = tls.server(answer).makeConversation()
        let session = try tls.client(TLSSettings(serverName: "a.example")).makeSession(
            at: SimulationLimits.wallTime)
        _ = session.handshake()
        var hello: [UInt8] = []
        session.takeOutput(into: &hello)
        let bytes = server.received(hello).flatMap { act -> [UInt8] in
            if case .send(let bytes) = act { bytes } else { [] }
        }
        return (session, bytes)
    }

    @Test func `a handshake in single bytes needs more until its last`() throws {
        let (session, bytes) = try Self.flight(SimulatedTLS(), .completes(Scene.facts()))
        for (index, byte) in bytes.enumerated() {
            session.receive([byte])
            switch session.handshake() {
            case .needsMore: #expect(index < bytes.count - 1)
            case .done(let facts):
                #expect(index == bytes.count - 1)
                #expect(facts == Scene.facts())
            case .failed: Issue.record("failed at byte \(index)")
            }
        }
    }

    @Test func `a truncated flight needs more`() throws {
        let (session, bytes) = try Self.flight(SimulatedTLS(), .truncates)
        session.receive(bytes)
        guard case .needsMore = session.handshake() else {
            Issue.record("half a flight is no handshake")
            return
        }
    }

    @Test func `garbage is a violation, and an alert is told by its number`() throws {
        let (first, garbage) = try Self.flight(SimulatedTLS(), .garbage(Array("SSH-2.0".utf8)))
        first.receive(garbage)
        guard case .failed(.protocolViolation, certificates: []) = first.handshake() else {
            Issue.record("garbage is no TLS")
            return
        }
        let (second, alert) = try Self.flight(
            SimulatedTLS(), .alert(48, certificates: [Scene.certificate]))
        second.receive(alert)
        guard case .failed(.alert(48), [Scene.certificate]) = second.handshake() else {
            Issue.record("an alert keeps its certificates")
            return
        }
    }

    @Test func `no mutant of a flight traps`() throws {
        let tls = SimulatedTLS()
        let (_, good) = try Self.flight(tls, .completes(Scene.facts()))
        var mutator = ByteMutator(seed: 23, corpus: [good])
        let client = try tls.client(TLSSettings(serverName: "a.example"))
        var counts = [0, 0, 0]
        for _ in 0..<20_000 {
            let session = try client.makeSession(at: SimulationLimits.wallTime)
            _ = session.handshake()
            session.receive(mutator.next())
            switch session.handshake() {
            case .needsMore: counts[0] += 1
            case .done: counts[1] += 1
            case .failed: counts[2] += 1
            }
        }
        #expect(counts.allSatisfy { $0 > 100 })
    }

    @Test func `a conversation carries bytes after the handshake and ends with a goodbye`() throws {
        let tls = SimulatedTLS()
        let (session, bytes) = try Self.flight(tls, .completes(Scene.facts()))
        #expect(throws: TLSFailure.self) { try session.write([1]) }
        session.receive(bytes)
        guard case .done = session.handshake() else {
            Issue.record("the handshake is not done")
            return
        }
        let words = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        var wire: [UInt8] = []
        session.takeOutput(into: &wire)
        wire = []
        try session.write(words)
        session.close()
        session.takeOutput(into: &wire)
        session.receive(wire)
        var heard: [UInt8] = []
        while case .bytes = session.read(into: &heard, atMost: 777) {}
        #expect(heard == words)
        #expect(session.read(into: &heard, atMost: 1) == .closed)
    }

    @Test(arguments: [
        (Duration.zero, CertificateVerification?.none),
        (.seconds(86_400 * 366), .failed(.expired)),
        (.seconds(-86_400 * 366), .failed(.notYetValid)),
    ])
    func `a verified certificate holds only in its time`(
        shift: Duration, verification: CertificateVerification?
    ) throws {
        let tls = SimulatedTLS()
        var server = tls.server(.completes(Scene.facts())).makeConversation()
        let session = try tls.client(TLSSettings(serverName: "a.example")).makeSession(
            at: SimulationLimits.wallTime + shift)
        _ = session.handshake()
        var hello: [UInt8] = []
        session.takeOutput(into: &hello)
        for case .send(let bytes) in server.received(hello) { session.receive(bytes) }
        guard case .done(let facts) = session.handshake() else {
            Issue.record("the handshake is not done")
            return
        }
        #expect(facts.verification == verification ?? Scene.facts().verification)
    }

    @Test func `settings can be refused`() {
        let tls = SimulatedTLS()
        #expect(throws: TLSSettingsError.unreadableAuthorities) {
            _ = try tls.client(TLSSettings(serverName: "a", authorities: .pem([])))
        }
        tls.set(.settings(.unsupportedVersions))
        #expect(throws: TLSSettingsError.unsupportedVersions) {
            _ = try tls.client(TLSSettings(serverName: "a"))
        }
    }
}
