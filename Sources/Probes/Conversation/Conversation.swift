import Patterns
import Wire

/// One conversation without I/O: bytes of the peer in, what is to be done out.
///
/// However the bytes are cut into pieces, the verdict is the same: everything is decided on
/// beginnings of the stream, byte by byte (see ``Pattern``).
package struct Conversation {
    private let script: Script
    private let facts: AttemptFacts
    /// Index of the step that is next, or waits.
    private var position = 0
    /// Index of the step that was last begun.
    private var begun = 0
    private var unread: UnreadBytes
    /// Where the expectation holds already, though what it captures may not be whole yet.
    private var heldAt: Int?
    private var hasSettled = false
    /// Every named group that took part, as it came.
    private var groups: [String: [UInt8]] = [:]
    /// The same as they may be shown.
    private var shownGroups: [String: [UInt8]] = [:]
    /// What of the groups is exposed.
    package private(set) var captured: [Captured] = []

    /// What is to be done next.
    package enum Demand: Equatable {
        /// Send these bytes, then ask again.
        case send([UInt8])
        /// Receive; when `settles`, say so where nothing comes for a while.
        case receive(settles: Bool)
        /// Go over to TLS, then ask again.
        case startTLS
        /// Nothing: every step held.
        case done
    }

    /// A conversation at its beginning.
    package init(_ script: Script, _ facts: AttemptFacts) {
        self.script = script
        self.facts = facts
        unread = UnreadBytes(EchoMask(hiding: facts.hidden))
    }

    /// The step that was last begun; nil for an empty script.
    package var place: StepPlace? {
        script.places.indices.contains(begun) ? script.places[begun] : nil
    }

    /// What the step that was last begun sends, as it may be shown; nothing where it sends nothing.
    package var shownMessage: [UInt8] {
        guard script.steps.indices.contains(begun), case .send(let template) = script.steps[begun]
        else { return [] }
        return template.masked.bytes(facts, shownGroups)
    }

    /// Whether the peer has closed its side.
    package var hasEnded: Bool { unread.hasEnded }

    /// How many bytes may be received before it must be asked again.
    package var room: Int { unread.room }

    /// Takes in what arrived.
    package mutating func receive(_ bytes: [UInt8]) {
        unread.append(bytes)
        hasSettled = false
    }

    /// Takes in that the peer has closed its side.
    package mutating func end() {
        unread.hasEnded = true
    }

    /// Takes in that nothing more has come for a while.
    package mutating func settle() {
        hasSettled = true
    }

    /// Goes on as far as what has arrived allows.
    package mutating func next() throws(ConversationFailure) -> Demand {
        while position < script.steps.count {
            begun = position
            switch script.steps[position] {
            case .send(let template):
                advance()
                return .send(template.bytes(facts, groups))
            case .startTLS:
                try refuseBytesBeforeTLS()
                unread = UnreadBytes(EchoMask(hiding: facts.hidden))
                advance()
                return .startTLS
            case .expect(let expectation):
                guard try holds(expectation) else { return try wait() }
            case .expectBytes(let bytes):
                guard try come(bytes) else { return try wait() }
            case .expectFrame(let framing, let expectation):
                guard try holds(expectation, in: framing) else { return try wait() }
            }
            advance()
        }
        return .done
    }

    private mutating func advance() {
        position += 1
        heldAt = nil
        hasSettled = false
    }

    private func wait() throws(ConversationFailure) -> Demand {
        guard !unread.hasEnded else { throw failure(.closedEarly) }
        guard !unread.isFull else { throw tooLarge }
        // An expression that the empty text matches holds before the peer has said a word.
        let mayBeWhole = heldAt != nil || unread.hasUnsearched
        return .receive(settles: !hasSettled && !unread.isEmpty && mayBeWhole)
    }

    private var tooLarge: ConversationFailure {
        ConversationFailure(
            .responseTooLarge,
            "\(ConversationLimits.answerBytesMax) bytes came without \(expected)")
    }

    /// Why it fails where nothing more comes, by the deadline or because the peer has closed.
    package func failure(_ silence: FailureReason) -> ConversationFailure {
        guard !unread.isEmpty else {
            return ConversationFailure(silence, "nothing came where \(expected) was expected")
        }
        // Half an answer may be late; a whole line that does not fit will not come to fit.
        return ConversationFailure(
            waitsForLines && unread.hasWholeLine ? .unexpectedResponse : silence,
            "\(unread.excerpt) came where \(expected) was expected")
    }

    /// Whether a line that does not fit may have come: 0x0a ends none in a binary protocol, unless
    /// somebody answers in text there.
    private var waitsForLines: Bool {
        switch script.steps[begun] {
        case .expect: true
        case .expectFrame: unread.isText
        case .send, .expectBytes, .startTLS: false
        }
    }

    /// Whether the peer has given every answer that there is to give, and nobody waits for what
    /// comes of the rest.
    package var isSayingGoodbye: Bool {
        script.steps[..<position].contains(where: \.waits)
            && !script.steps[position...].contains(where: \.waits)
    }

    private func refuseBytesBeforeTLS() throws(ConversationFailure) {
        // RFC 3207 section 6 and CVE-2011-0411: what stands in the clear after the go-ahead was
        // put there by somebody in between.
        guard unread.isEmpty else {
            throw ConversationFailure(
                .unexpectedResponse,
                "\(unread.excerpt) came in the clear after the go-ahead, before TLS")
        }
    }

    private var expected: String {
        switch script.steps[begun] {
        case .expect(let expectation), .expectFrame(_, let expectation):
            "a match of \(CleanText.excerpt(expectation.pattern.expression.utf8))"
        case .expectBytes(let bytes): CleanText.excerpt(bytes)
        case .send, .startTLS: "nothing"
        }
    }
}

// What each kind of step waits for; true when it held.
extension Conversation {
    private mutating func holds(_ expectation: Expectation) throws(ConversationFailure) -> Bool {
        if heldAt == nil, unread.isWorthSearching || hasSettled { try search(expectation) }
        guard let end = heldAt else { return false }
        let pattern = expectation.pattern
        guard !pattern.names.isEmpty else {
            unread.consume(through: unread.matchEnd(of: pattern, holdingAt: end))
            return true
        }
        guard unread.isWorthSearching || hasSettled else { return false }
        guard
            let match = unread.wholeMatch(of: pattern, after: end, isAll: hasSettled)
        else {
            unread.markSearched()
            return false
        }
        try keep(match, of: expectation, in: unread.bytes)
        unread.consume(through: match.end)
        return true
    }

    /// Looks where it holds first, and whether the peer refuses before that.
    private mutating func search(_ expectation: Expectation) throws(ConversationFailure) {
        heldAt = try firstEnd(expectation, hasEnded: false)
        // What holds only because the peer has closed comes after all that held before.
        if heldAt == nil, unread.hasEnded {
            heldAt = try firstEnd(expectation, hasEnded: true)
        }
        if heldAt == nil { unread.markSearched() }
    }

    private func firstEnd(
        _ expectation: Expectation, hasEnded: Bool
    ) throws(ConversationFailure) -> Int? {
        let end = unread.firstEnd(of: expectation.pattern, hasEnded: hasEnded)
        let refusal = expectation.refusal.flatMap {
            unread.firstEnd(of: $0, hasEnded: hasEnded)
        }
        if let refusal, refusal < end ?? .max {
            throw ConversationFailure(
                .unexpectedResponse, "the peer refuses: \(unread.excerpt)")
        }
        return end
    }

    private mutating func come(_ bytes: [UInt8]) throws(ConversationFailure) -> Bool {
        let arrived = unread.bytes.dropFirst().prefix(bytes.count)
        guard bytes.starts(with: arrived) else {
            throw failure(.unexpectedResponse)
        }
        guard arrived.count == bytes.count else { return false }
        unread.consume(through: 1 + bytes.count)
        return true
    }

    private mutating func holds(
        _ expectation: Expectation, in framing: Framing
    ) throws(ConversationFailure) -> Bool {
        guard unread.isWorthSearching || hasSettled else { return false }
        let end: Int
        switch unread.frameEnd(of: framing) {
        case .needsMore:
            unread.markSearched()
            return false
        case .malformed(let words):
            guard !unread.isFrameTooLong(framing) else { throw tooLarge }
            throw ConversationFailure(
                .unexpectedResponse, "\(unread.excerpt) is no answer of this protocol: \(words)")
        case .at(let count): end = 1 + count
        }
        // A frame is a text of its own: it begins and ends like a line.
        let frame = [UInt8(ascii: "\n")] + unread.bytes[1..<end]
        guard let match = expectation.pattern.match(in: frame.span, hasEnded: true) else {
            throw ConversationFailure(
                .unexpectedResponse,
                "\(CleanText.excerpt(unread.shown(1..<end))) came where \(expected) was expected")
        }
        try keep(match, of: expectation, in: frame)
        unread.consume(through: end)
        return true
    }

    private mutating func keep(
        _ match: PatternMatch, of expectation: Expectation, in bytes: [UInt8]
    ) throws(ConversationFailure) {
        var found: [String: Range<Int>] = [:]
        for (name, range) in zip(expectation.pattern.names, match.groups) {
            guard let range else { continue }
            found[name] = range
            groups[name] = Array(bytes[range])
            shownGroups[name] = unread.shown(range)
        }
        for capture in expectation.captures {
            guard let range = found[capture.name] else { continue }
            let content = try content(Array(bytes[range]), unread.shown(range), of: capture)
            // What a later step says of the same thing takes the place of what an earlier one said.
            captured.removeAll { $0.name == capture.name && $0.content.use == capture.use }
            if let content { captured.append(Captured(name: capture.name, content: content)) }
        }
    }

    /// What of a group is exposed; nil for a number in which one of our secrets stands.
    private func content(
        _ bytes: [UInt8], _ shown: [UInt8], of capture: Capture
    ) throws(ConversationFailure) -> Captured.Content? {
        switch capture.use {
        case .label:
            return .text(CleanText.of(shown, bytesMax: ConversationLimits.capturedBytesMax))
        case .value:
            guard let number = CleanText.number(bytes) else {
                throw ConversationFailure(
                    .unexpectedResponse,
                    "\(capture.name) is \(CleanText.excerpt(shown)), which is no number")
            }
            return shown == bytes ? .number(number) : nil
        }
    }
}

/// Why a conversation cannot succeed any more.
package struct ConversationFailure: Error, Equatable {
    /// Which of the reasons.
    package var reason: FailureReason
    /// Words for people.
    package var detail: String

    init(_ reason: FailureReason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }
}
