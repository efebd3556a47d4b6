/// The server's side of one connection, without I/O: bytes in, acts out.
public protocol ServerConversation: Sendable {
    /// What the server does as soon as the connection stands.
    mutating func opened() -> [ServerAct]

    /// What it does when some bytes of the client have arrived.
    mutating func received(_ bytes: [UInt8]) -> [ServerAct]

    /// What it does when the client has said that no more will come.
    mutating func clientFinished() -> [ServerAct]
}

/// One thing that a simulated server does.
public enum ServerAct: Sendable {
    /// Sends bytes.
    case send([UInt8])
    /// Does nothing for a while; what follows comes later.
    case wait(Duration)
    /// Sends a FIN.
    case finish
    /// Sends an RST.
    case reset
}

extension ServerConversation {
    /// Nothing, unless said otherwise.
    public mutating func opened() -> [ServerAct] { [] }

    /// Ends too, unless said otherwise.
    public mutating func clientFinished() -> [ServerAct] { [.finish] }
}

/// A conversation that does some acts at the start and others in reply to the first bytes.
public struct ScriptedConversation: ServerConversation {
    private let opening: [ServerAct]
    private var reply: [ServerAct]

    /// Acts at the start, and in reply to the first bytes.
    public init(opening: [ServerAct] = [], reply: [ServerAct] = []) {
        self.opening = opening
        self.reply = reply
    }

    /// The acts for the start.
    public mutating func opened() -> [ServerAct] { opening }

    /// The acts for the reply, once.
    public mutating func received(_ bytes: [UInt8]) -> [ServerAct] {
        defer { reply = [] }
        return reply
    }
}
