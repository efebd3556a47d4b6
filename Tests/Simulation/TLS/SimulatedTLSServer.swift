public import Network

/// What a simulated server answers to a client's hello.
public enum TLSServerAnswer: Sendable {
    /// Completes the handshake with these facts.
    case completes(TLSFacts)
    /// The same, but with an alert for who offers none of these versions.
    case accepts([TLSVersion], TLSFacts)
    /// Sends these certificates, then an alert.
    case alert(UInt8, certificates: [CertificateFacts] = [])
    /// Sends half of its flight, then a FIN.
    case truncates
    /// Sends an RST.
    case resets
    /// Says nothing more.
    case staysSilent
    /// Sends bytes that are no TLS.
    case garbage([UInt8])
    /// Sends messages of the handshake for ever: a mebibyte.
    case endless
}

/// A server that speaks the simulated TLS; made by ``SimulatedTLS/server(_:)``.
public struct SimulatedTLSServer: Sendable {
    let script: Script

    /// An answer with its facts kept under a number.
    enum Script: Sendable {
        case completes(facts: Int)
        case accepts([TLSVersion], facts: Int)
        case alert(UInt8, facts: Int)
        case other(TLSServerAnswer)
    }

    /// The server's side of one handshake.
    public func makeConversation() -> any ServerConversation {
        TLSServerConversation(script: script)
    }
}

/// The server's side of one simulated handshake.
private struct TLSServerConversation: ServerConversation {
    private static let endlessFrames = 17

    let script: SimulatedTLSServer.Script
    private var reader = TLSFrameReader()
    private var hasAnswered = false

    init(script: SimulatedTLSServer.Script) {
        self.script = script
    }

    mutating func received(_ bytes: [UInt8]) -> [ServerAct] {
        reader.receive(bytes)
        var acts: [ServerAct] = []
        while true {
            switch reader.next() {
            case .needsMore: return acts
            case .garbage: return acts + [.send(Self.alert(50)), .finish]
            case .frame(let frame): acts += react(to: frame)
            }
        }
    }

    private mutating func react(to frame: TLSFrame) -> [ServerAct] {
        switch frame.kind {
        case .clientHello where !hasAnswered:
            hasAnswered = true
            if case .accepts(let versions, _) = script,
                !versions.contains(where: TLSFrame.versions(inHello: frame.payload).contains)
            {
                // protocol_version (RFC 8446 section 6).
                return [.send(Self.alert(70)), .finish]
            }
            return answer
        case .closeNotify: return [.send(TLSFrame(kind: .closeNotify).bytes), .finish]
        case .alert: return [.finish]
        default: return []
        }
    }

    private var answer: [ServerAct] {
        switch script {
        case .completes(let facts), .accepts(_, let facts):
            [.send(Self.flight(facts)), .send(TLSFrame(kind: .finished).bytes)]
        case .alert(let number, let facts):
            [.send(Self.flight(facts)), .send(Self.alert(number)), .finish]
        case .other(.truncates): [.send(Array(Self.flight(0).dropLast())), .finish]
        case .other(.resets): [.reset]
        case .other(.garbage(let bytes)): [.send(bytes)]
        case .other(.endless):
            Array(
                repeating: .send(
                    TLSFrame(
                        kind: .more, payload: Array(repeating: 0, count: TLSFrame.payloadBytesMax)
                    ).bytes), count: Self.endlessFrames)
        case .other(.staysSilent), .other(.completes), .other(.accepts), .other(.alert): []
        }
    }

    private static func alert(_ number: UInt8) -> [UInt8] {
        TLSFrame(kind: .alert, payload: [number]).bytes
    }

    private static func flight(_ facts: Int) -> [UInt8] {
        TLSFrame(
            kind: .serverFlight, payload: [UInt8(facts >> 8 & 0xff), UInt8(facts & 0xff)]
        ).bytes
    }
}
