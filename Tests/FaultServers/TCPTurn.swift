/// What a ``TCPFaultServer`` with a script says when it is its turn.
public struct TCPTurn: Sendable {
    var reaction: Reaction
    /// Whether what was heard is said first.
    var echoes = false
    /// Whether each byte is a segment of its own.
    var isByteByByte = false

    /// How it goes on then.
    public enum End: Sendable {
        case waits
        case closes
        case resets
    }

    /// Says these bytes.
    public init(
        _ bytes: [UInt8], then end: End = .waits, echoes: Bool = false, byteByByte: Bool = false
    ) {
        let end: Reaction.End =
            switch end {
            case .waits: .none
            case .closes: .close
            case .resets: .reset
            }
        reaction = Reaction(says: bytes, end: end)
        self.echoes = echoes
        isByteByByte = byteByByte
    }

    /// Says the UTF-8 of a text.
    public init(
        _ text: String, then end: End = .waits, echoes: Bool = false, byteByByte: Bool = false
    ) {
        self.init(Array(text.utf8), then: end, echoes: echoes, byteByByte: byteByByte)
    }
}
