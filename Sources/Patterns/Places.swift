/// What a byte is to `^`, `$` and `\b`, which look at no more than that.
struct ByteKinds: OptionSet {
    let rawValue: UInt8

    static let lineFeed = ByteKinds(rawValue: 1)
    static let word = ByteKinds(rawValue: 2)
    static let other = ByteKinds(rawValue: 4)
    /// The end of the stream, which nothing consumes.
    static let end = ByteKinds(rawValue: 8)
    static let any: ByteKinds = [.lineFeed, .word, .other]

    static let each: [ByteKinds] = [.lineFeed, .word, .other, .end]

    static func of(_ byte: UInt8) -> ByteKinds {
        switch byte {
        case UInt8(ascii: "\n"): .lineFeed
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
            .word
        default: .other
        }
    }
}

/// From which places in a text an expression may lead to which.
///
/// A place is between two bytes, and known by their kinds. Where an expression leads from no place
/// to any, no text matches it; the converse need not hold, for which bytes they are is not known.
struct Places: Equatable {
    /// For each place the set of those that are reached from it.
    private var reached: [UInt16]

    private static let count = ByteKinds.each.count * ByteKinds.each.count

    private static func place(before: Int, after: Int) -> Int {
        before * ByteKinds.each.count + after
    }

    /// Whether no place is reached.
    var isEmpty: Bool { reached.allSatisfy { $0 == 0 } }

    /// Stays where it is, where the kinds of the bytes around it are right: an assertion.
    init(where holds: (_ before: ByteKinds, _ after: ByteKinds) -> Bool) {
        reached = Array(repeating: 0, count: Self.count)
        for (before, left) in ByteKinds.each.enumerated() where left != .end {
            for (after, right) in ByteKinds.each.enumerated() where holds(left, right) {
                let place = Self.place(before: before, after: after)
                reached[place] = 1 << UInt16(place)
            }
        }
    }

    /// Goes over one byte of some kinds.
    init(over kinds: ByteKinds) {
        reached = Array(repeating: 0, count: Self.count)
        for (after, kind) in ByteKinds.each.enumerated() where kinds.contains(kind) {
            let beyond = ByteKinds.each.indices.reduce(UInt16(0)) {
                $0 | 1 << UInt16(Self.place(before: after, after: $1))
            }
            for (before, kind) in ByteKinds.each.enumerated() where kind != .end {
                reached[Self.place(before: before, after: after)] = beyond
            }
        }
    }

    /// The empty expression.
    static let empty = Places { _, _ in true }

    /// One or the other.
    func or(_ other: Places) -> Places {
        var both = self
        for place in both.reached.indices { both.reached[place] |= other.reached[place] }
        return both
    }

    /// One after the other.
    func then(_ next: Places) -> Places {
        var whole = self
        for place in whole.reached.indices {
            whole.reached[place] = next.reached.indices.reduce(0) { all, middle in
                reached[place] >> UInt16(middle) & 1 == 0 ? all : all | next.reached[middle]
            }
        }
        return whole
    }

    /// So many times at least, and any number more: what an upper bound forbids is not known.
    func repeated(atLeast count: Int) -> Places {
        var all = Places.empty
        for _ in 0..<count {
            let more = all.then(self)
            if more == all { break }
            all = more
        }
        while true {
            let more = all.or(all.then(self))
            if more == all { return all }
            all = more
        }
    }
}
