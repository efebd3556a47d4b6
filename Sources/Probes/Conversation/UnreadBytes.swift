import Patterns
import Wire

/// What has arrived in a conversation and was not matched yet, after one byte of context.
struct UnreadBytes {
    /// The byte before (a newline at the beginning of the stream), then what is unread.
    private(set) var bytes = [newline]
    /// Whether the peer has said that no more will come.
    var hasEnded = false
    /// The beginnings of up to so many bytes were searched in vain.
    private var searched = 0
    private var mask: EchoMask
    /// How many bytes had come before the first one here, which is the context.
    private var position = -1

    private static let newline = UInt8(ascii: "\n")
    /// Room for what most peers say.
    private static let usualBytes = 256

    /// Nothing has arrived yet in which the mask could hide something.
    init(_ mask: EchoMask) {
        self.mask = mask
        bytes.reserveCapacity(Self.usualBytes)
    }

    /// Whether nothing is unread.
    var isEmpty: Bool { bytes.count == 1 }

    /// Whether more has arrived than one step may take.
    var isFull: Bool { room == 0 }

    /// How many bytes may still arrive; one more than may be unread, to know that there are more.
    var room: Int { max(0, 2 + ConversationLimits.answerBytesMax - bytes.count) }

    /// The beginning of it, for people.
    var excerpt: String { CleanText.excerpt(shown(1..<bytes.count)) }

    /// Some of the bytes as they may be shown: without our own secrets.
    func shown(_ range: Range<Int>) -> [UInt8] {
        mask.shown(bytes[range], at: position + range.lowerBound)
    }

    mutating func append(_ arrived: [UInt8]) {
        bytes += arrived
        mask.hear(arrived)
    }

    /// Forgets the first bytes; the last of them is the new context.
    mutating func consume(through end: Int) {
        bytes.removeFirst(end - 1)
        position += end - 1
        mask.forget(before: position)
        searched = 0
    }

    /// Whether something has arrived since the last search.
    var hasUnsearched: Bool { visibleCount > searched }

    /// Whether so much has arrived that a search is worth its time.
    ///
    /// Each goes through all that is unread: at every byte of a long answer that comes byte by byte
    /// they would take seconds. It changes when a match is seen, and not what is seen.
    var isWorthSearching: Bool {
        let isShort = visibleCount <= ConversationLimits.searchedAtOnceBytesMax
        return isShort || hasEnded || isFull
            || visibleCount - searched >= searched / ConversationLimits.searchGrowthShare
    }

    /// Remembers that all that is there was searched in vain.
    mutating func markSearched() {
        searched = visibleCount
    }

    /// What may be looked at: the cap holds for a match, too, or it would depend on how bytes come.
    private var visibleCount: Int { min(bytes.count, 1 + ConversationLimits.answerBytesMax) }

    /// The shortest beginning in which `pattern` holds; where `hasEnded`, only because nothing
    /// comes after it.
    func firstEnd(of pattern: Pattern, hasEnded: Bool) -> Int? {
        let count = visibleCount
        guard !hasEnded || count == bytes.count else { return nil }
        return pattern.firstEnd(
            in: bytes.span.extracting(first: count), beyond: hasEnded ? count : searched,
            hasEnded: hasEnded)
    }

    /// Where a match ends that holds in the beginning of `end` bytes.
    func matchEnd(of pattern: Pattern, holdingAt end: Int) -> Int {
        guard pattern.looksAhead else { return end }
        // It may have held before the peer closed: when that is heard must change nothing.
        let match =
            match(of: pattern, in: end, hasEnded: false)
            ?? match(of: pattern, in: end, hasEnded: hasEnded(at: end))
        return match?.end ?? end
    }

    /// The match of a pattern that holds in the beginning of `end` bytes, once its line is whole.
    ///
    /// A line is whole at a control character; where `isAll` or the peer has closed, all of it is.
    func wholeMatch(of pattern: Pattern, after end: Int, isAll: Bool) -> PatternMatch? {
        let count = visibleCount
        var start = max(1, end - 1)
        while let control = bytes[start..<count].firstIndex(where: { $0 < 0x20 }) {
            // As it is read where the peer has not closed yet.
            if let match = match(of: pattern, in: control + 1, hasEnded: false) { return match }
            start = control + 1
        }
        guard isAll || hasEnded || count < bytes.count else { return nil }
        return match(of: pattern, in: count, hasEnded: hasEnded(at: count))
    }

    private func hasEnded(at count: Int) -> Bool { hasEnded && count == bytes.count }

    private func match(of pattern: Pattern, in count: Int, hasEnded: Bool) -> PatternMatch? {
        pattern.match(in: bytes.span.extracting(first: count), hasEnded: hasEnded)
    }

    /// Where the frame ends that is unread.
    func frameEnd(of framing: Framing) -> FrameEnd {
        framing.end(of: bytes.span.extracting(droppingFirst: 1))
    }

    /// Whether nothing is wrong with a malformed frame but that it goes on beyond the cap.
    func isFrameTooLong(_ framing: Framing) -> Bool {
        guard bytes.count > ConversationLimits.answerBytesMax else { return false }
        let begin = bytes.span.extracting(1..<ConversationLimits.answerBytesMax)
        return framing.end(of: begin) == .needsMore
    }

    /// Whether nothing but printable ASCII and white space is unread.
    var isText: Bool {
        bytes.dropFirst().allSatisfy { (0x20..<0x7f).contains($0) || (0x09...0x0d).contains($0) }
    }

    /// Whether a line that began after the last match is there to its end.
    var hasWholeLine: Bool {
        var start = 1
        if bytes[0] != Self.newline {
            guard let end = bytes[1...].firstIndex(of: Self.newline) else { return false }
            start = end + 1
        }
        return bytes[start...].contains(Self.newline)
    }
}
