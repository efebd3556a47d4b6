/// What was said in a conversation, in the clear, for who asked to see it.
public struct Transcript: Equatable, Sendable {
    /// One thing that happened.
    public enum Entry: Equatable, Sendable {
        /// We sent these bytes.
        case sent([UInt8])
        /// These bytes arrived together.
        case received([UInt8])
        /// From here on it was said under TLS.
        case startedTLS
    }

    /// What happened, in its order.
    public private(set) var entries: [Entry] = []
    /// Whether more was said than is kept.
    public private(set) var isCut = false
    private var bytesLeft = ConversationLimits.transcriptBytesMax

    /// Nothing said yet.
    public init() {}

    /// Keeps an entry as far as there is room.
    mutating func append(_ entry: Entry) {
        switch entry {
        case .startedTLS: entries.append(entry)
        case .sent(let bytes): keep(bytes).map { entries.append(.sent($0)) }
        case .received(let bytes): keep(bytes).map { entries.append(.received($0)) }
        }
    }

    private mutating func keep(_ bytes: [UInt8]) -> [UInt8]? {
        isCut = isCut || bytes.count > bytesLeft
        let kept = Array(bytes.prefix(bytesLeft))
        bytesLeft -= kept.count
        return kept.isEmpty ? nil : kept
    }
}
