import Patterns

/// A stream from its beginning: LF as the byte before it, and what has arrived.
struct Stream: Sendable {
    var bytes: [UInt8]

    init(_ rest: some Sequence<UInt8>) { bytes = [10] + rest }
    init(_ rest: String) { self.init(rest.utf8) }

    var count: Int { bytes.count - 1 }

    /// How many bytes have arrived when `pattern` first matches, asked once about `arrived` bytes.
    func firstEnd(
        of pattern: Pattern, arrived: Int? = nil, beyond known: Int = -1, hasEnded: Bool = false
    ) -> Int? {
        let all = bytes.span.extracting(0..<1 + (arrived ?? count))
        return pattern.firstEnd(in: all, beyond: known + 1, hasEnded: hasEnded).map { $0 - 1 }
    }

    /// The same, asked whenever a piece arrives, which ends at the next of `cuts`, and at the end.
    func firstEnd(of pattern: Pattern, cuts: [Int]) -> Int? {
        var known = -1
        for cut in cuts {
            if let end = firstEnd(of: pattern, arrived: cut, beyond: known) { return end }
            known = cut
        }
        return firstEnd(of: pattern, beyond: known, hasEnded: true)
    }

    /// What the groups of `pattern` match in all that is there, and what is left.
    func match(_ pattern: Pattern, hasEnded: Bool = false) -> (groups: [String?], rest: String)? {
        pattern.match(in: bytes.span, hasEnded: hasEnded).map { match in
            (
                match.groups.map { $0.map { String(decoding: bytes[$0], as: UTF8.self) } },
                String(decoding: bytes[match.end...], as: UTF8.self)
            )
        }
    }
}
