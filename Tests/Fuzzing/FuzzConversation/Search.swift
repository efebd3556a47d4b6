import Patterns

/// Looks for an expression in the prefixes of a stream one by one, and traps where another is found
/// than with all of them at once.
func search(_ pattern: Pattern, in stream: [UInt8]) {
    let bytes = [UInt8(ascii: "\n")] + stream.prefix(searchedBytesMax)
    var first: Int?
    for end in 1...bytes.count {
        let prefix = bytes.span.extracting(first: end)
        let holds = pattern.firstEnd(in: prefix, beyond: end - 1, hasEnded: false) != nil
        precondition(holds || first == nil, "it holds in a prefix and not in a longer one")
        if holds, first == nil { first = end }
        let match = pattern.match(in: prefix, hasEnded: false)
        precondition((match != nil) == holds, "it holds without a match, or the other way round")
        if let match { check(match, of: pattern, in: prefix) }
        if holds || pattern.match(in: prefix, hasEnded: true) != nil { continue }
        let ended = pattern.firstEnd(in: prefix, beyond: 0, hasEnded: true)
        precondition(ended == nil, "it holds at the end without a match")
    }
    let whole = bytes.span
    for known in [0, (first ?? bytes.count + 1) / 2, (first ?? bytes.count + 1) - 1] {
        precondition(pattern.firstEnd(in: whole, beyond: known, hasEnded: false) == first, "other")
        guard let first else { continue }
        let ended = pattern.firstEnd(in: whole, beyond: known, hasEnded: true)
        precondition(ended == first, "elsewhere where the peer closes")
    }
}

private func check(_ match: PatternMatch, of pattern: Pattern, in bytes: Span<UInt8>) {
    precondition((1...bytes.count).contains(match.end), "a match ends outside")
    precondition(match.groups.count == pattern.names.count, "a group too many, or too few")
    for group in match.groups.compactMap(\.self) {
        precondition(1 <= group.lowerBound && group.upperBound <= match.end, "a group outside")
    }
}

/// All prefixes are searched, so that the time grows with the square.
private let searchedBytesMax = 200
