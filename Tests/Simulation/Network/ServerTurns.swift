/// The server's side of a conversation as a list of turns, each begun when the one before is done.
public struct ServerTurns: ServerConversation {
    /// One turn.
    public enum Turn: Sendable {
        /// Waits until the client has said this.
        case hear([UInt8])
        /// Says this, in a record where TLS stands.
        case say([UInt8])
        /// Does this, beneath TLS where it stands.
        case act(ServerAct)
        /// Answers the client's hello in this way; what follows is said under TLS.
        case handshake(SimulatedTLSServer)
        /// Says that no more will come, under TLS.
        case closeNotify
        /// Breaks TLS off with this alert.
        case alert(UInt8)
        /// Sends so many records of TLS in which nothing is said.
        case emptyRecords(Int)

        /// Waits until the client has said this text.
        public static func hear(_ text: String) -> Turn { .hear(Array(text.utf8)) }

        /// Says this text.
        public static func say(_ text: String) -> Turn { .say(Array(text.utf8)) }
    }

    private var turns: ArraySlice<Turn>
    private var heard: [UInt8] = []
    private var reader: TLSFrameReader?

    /// A server that takes these turns.
    public init(_ turns: [Turn]) {
        self.turns = turns[...]
    }

    /// The turns until the client must speak.
    public mutating func opened() -> [ServerAct] { goOn() }

    /// The turns that what was heard makes possible.
    public mutating func received(_ bytes: [UInt8]) -> [ServerAct] {
        hear(bytes)
        return goOn()
    }

    /// Goes on as it was: what the client has ended is its own side only.
    public mutating func clientFinished() -> [ServerAct] { [] }

    private mutating func hear(_ bytes: [UInt8]) {
        guard reader != nil else {
            heard += bytes
            return
        }
        reader?.receive(bytes)
        while case .frame(let frame)? = reader?.next() {
            if frame.kind == .data { heard += frame.payload }
        }
    }

    private mutating func goOn() -> [ServerAct] {
        var acts: [ServerAct] = []
        while let turn = turns.first {
            switch turn {
            case .hear(let bytes):
                guard heard.starts(with: bytes) else { return acts }
                heard.removeFirst(bytes.count)
            case .say(let bytes): acts += spoken(bytes)
            case .act(let act): acts.append(act)
            case .closeNotify: acts.append(.send(TLSFrame(kind: .closeNotify).bytes))
            case .alert(let number):
                acts.append(.send(TLSFrame(kind: .alert, payload: [number]).bytes))
            case .emptyRecords(let count):
                let record = TLSFrame(kind: .data).bytes
                acts.append(.send(Array(repeatElement(record, count: count).joined())))
            case .handshake(let server):
                var handshake = server.makeConversation()
                let answer = handshake.received(heard)
                guard !answer.isEmpty else { return acts }
                acts += answer
                heard = []
                reader = TLSFrameReader()
            }
            turns.removeFirst()
        }
        return acts
    }

    private func spoken(_ bytes: [UInt8]) -> [ServerAct] {
        guard reader != nil else { return [.send(bytes)] }
        return stride(from: 0, to: bytes.count, by: TLSFrame.payloadBytesMax).map { start in
            let payload = Array(bytes[start...].prefix(TLSFrame.payloadBytesMax))
            return .send(TLSFrame(kind: .data, payload: payload).bytes)
        }
    }
}
