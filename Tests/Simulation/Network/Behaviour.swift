public import Network
public import Time

/// What a simulated endpoint does with those who connect to it.
public enum Behaviour: Sendable {
    /// Accepts, and then serves in this way.
    case accepts(ServerKind)
    /// Answers the SYN with an RST.
    case refuses
    /// Drops every SYN.
    case silent
    /// Somebody on the way says so, in reply to the SYN or after a while: 3.06 s without ARP reply.
    case hostUnreachable(after: Duration? = nil)
    /// A router says so in reply to the SYN.
    case networkUnreachable
    /// The connection is reset before it is seen to stand.
    case resetsOnConnect
    /// Accepts, and sends an RST right away.
    case resetsAfterAccept
    /// Accepts, and sends a FIN right away.
    case closesAfterAccept
    /// Accepts, and never says or ends anything.
    case acceptsAndStaysSilent
    /// Accepts, and speaks first, and no TLS.
    case speaksPlainText
    /// We ourselves cannot try; no packet leaves, which may take a while to be seen.
    case localTrouble(LocalTrouble, after: Duration = .zero)
    /// The kernel reports an error number that has no name.
    case unknownError(Int32)

    /// The server that those who connected find; nil where nobody gets so far.
    var server: ServerKind? {
        switch self {
        case .accepts(let kind): kind
        case .resetsAfterAccept: .scripted { ScriptedConversation(opening: [.reset]) }
        case .closesAfterAccept: .scripted { ScriptedConversation(opening: [.finish]) }
        case .acceptsAndStaysSilent: .deaf
        case .speaksPlainText: .greets(Array("220 mail.example.com ready\r\n".utf8))
        case .refuses, .silent, .hostUnreachable, .networkUnreachable, .resetsOnConnect,
            .localTrouble, .unknownError:
            nil
        }
    }
}

/// How a simulated server serves a connection.
public enum ServerKind: Sendable {
    /// Reads and says nothing; ends when the client ends.
    case discards
    /// Reads and says nothing, whatever the client does.
    case deaf
    /// Says this first, then reads; ends when the client ends.
    case greets([UInt8])
    /// Speaks the simulated TLS.
    case tls(SimulatedTLSServer)
    /// Anything else: makes what talks to one client.
    case scripted(@Sendable () -> any ServerConversation)

    func makeConversation() -> (any ServerConversation)? {
        switch self {
        case .deaf: nil
        case .discards: ScriptedConversation()
        case .greets(let words): ScriptedConversation(opening: [.send(words)])
        case .tls(let server): server.makeConversation()
        case .scripted(let make): make()
        }
    }
}

/// From an instant on an endpoint behaves so.
public struct BehaviourChange: Sendable {
    /// When it begins.
    public var from: Instant
    /// What it does then.
    public var behaviour: Behaviour

    /// A change to `behaviour` at `from`.
    public init(from: Instant, _ behaviour: Behaviour) {
        self.from = from
        self.behaviour = behaviour
    }
}

/// A fault of the simulated network itself, which a good test must find.
public enum Canary: Sendable {
    /// The network is right.
    case none
    /// One refused connection in so many ends as a timeout, at its deadline.
    case refusedBecomesTimeout(oneIn: UInt64)
    /// One refused connection in so many is said to stand.
    case refusedBecomesSuccess(oneIn: UInt64)
    /// One established connection in so many is said to be refused.
    case successBecomesRefused(oneIn: UInt64)
    /// One connection in so many is told of so much after it was decided, beyond its deadline too.
    case late(oneIn: UInt64, by: Duration)
}
