package import Time

/// What was said in a conversation, in the clear but for secrets, for who asked to see it.
public struct Transcript: Equatable, Sendable {
    /// One thing that happened.
    public struct Entry: Equatable, Sendable {
        /// When, from the established connection on.
        public var elapsed: Duration
        /// What.
        public var event: Event
    }

    /// What can happen.
    public enum Event: Equatable, Sendable {
        /// We sent these bytes; ``SecretMask`` stands where a secret was.
        case sent([UInt8])
        /// These bytes arrived together.
        case received([UInt8])
        /// From here on it was said under TLS.
        case startedTLS
        /// The peer has closed its side.
        case peerClosed
    }

    /// What happened, in its order.
    public var entries: [Entry] {
        var position = 0
        return kept.map { entry in
            guard case .received(let bytes) = entry.event else { return entry }
            defer { position += bytes.count }
            let shown = echoes.shown(bytes[...], at: position, marksRest: false)
            return Entry(elapsed: entry.elapsed, event: .received(shown))
        }
    }
    private var kept: [Entry] = []
    /// Whether more was said than is kept.
    public private(set) var isCut = false
    private let beginsAt: Instant
    private var mask = SecretMask()
    private var echoes: EchoMask
    private var bytesLeft = ConversationLimits.transcriptBytesMax

    /// Nothing said yet over a connection that was established at that instant; those secrets are
    /// hidden also where the peer says them.
    package init(since beginsAt: Instant, hiding secrets: [Secret] = []) {
        self.beginsAt = beginsAt
        echoes = EchoMask(hiding: secrets)
    }

    /// Keeps what happened, as far as there is room.
    package mutating func append(_ event: Event, at now: Instant) {
        let part: Event?
        switch event {
        case .startedTLS, .peerClosed: part = event
        case .sent(let bytes):
            part = keep(mask.masked(bytes, answering: heard)).map { .sent($0) }
        case .received(let bytes):
            echoes.hear(bytes)
            part = keep(bytes).map { .received($0) }
        }
        if let part { kept.append(Entry(elapsed: now - beginsAt, event: part)) }
    }

    private mutating func keep(_ bytes: [UInt8]) -> [UInt8]? {
        isCut = isCut || bytes.count > bytesLeft
        let kept = Array(bytes.prefix(bytesLeft))
        bytesLeft -= kept.count
        return kept.isEmpty ? nil : kept
    }

    /// What the peer has said since we spoke last.
    private var heard: [UInt8] {
        var pieces: [[UInt8]] = []
        for entry in kept.reversed() {
            guard case .received(let bytes) = entry.event else { break }
            pieces.append(bytes)
        }
        return pieces.reversed().flatMap { $0 }
    }
}
