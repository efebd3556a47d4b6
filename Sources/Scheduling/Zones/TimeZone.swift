/// How far the clocks of a place are ahead of UTC, at any time; RFC 9636.
public struct TimeZone: Hashable, Sendable {
    /// When the offset changes, in seconds since 1970-01-01T00:00:00Z; each later than the last.
    let transitions: [Int64]
    /// The offset from each of those on, in seconds.
    let offsets: [Int32]
    /// The offset before the first of them.
    let firstOffset: Int32
    /// What holds from the last of them on; nil where its offset stays.
    let rule: ZoneRule?

    /// A place where clocks show UTC.
    public static let utc = TimeZone(transitions: [], offsets: [], firstOffset: 0, rule: nil)

    /// Hashes what tells most zones apart, and not each of their many transitions.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(transitions.count)
        hasher.combine(transitions.last)
        hasher.combine(offsets.last)
        hasher.combine(firstOffset)
    }

    /// By how many seconds local clocks are ahead at a time, in seconds since the epoch.
    public func offset(at seconds: Int64) -> Int64 {
        let seconds = min(
            max(seconds, TimeZoneLimits.times.lowerBound), TimeZoneLimits.times.upperBound)
        let passed = passedCount(at: seconds)
        if passed == transitions.count, let rule { return rule.offset(at: seconds) }
        return Int64(passed == 0 ? firstOffset : offsets[passed - 1])
    }

    /// When the clocks change next; nil where they never do.
    public func transition(after seconds: Int64) -> Int64? {
        guard TimeZoneLimits.times.contains(seconds) else { return nil }
        let now = offset(at: seconds)
        // In some of them only a name changes, and from the last on the rule holds.
        let next = transitions[passedCount(at: seconds)...].first { offset(at: $0) != now }
        let found =
            next ?? rule?.transition(after: max(seconds, transitions.last ?? seconds), from: now)
        // The table may end where time does, and what a rule says of later is not known.
        return found.flatMap { TimeZoneLimits.times.contains($0) ? $0 : nil }
    }

    /// How many transitions are over.
    private func passedCount(at seconds: Int64) -> Int {
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What is wrong with the file of a zone.
public enum TimeZoneFault: Error, Equatable, Sendable {
    /// It does not begin as RFC 9636 section 3.1 has it.
    case notTZif
    /// It ends too early.
    case truncated
    /// Its transitions are out of order, or speak of types that are not there.
    case malformed
    /// Its rule for the years to come cannot be read.
    case malformedRule
    /// It counts leap seconds, which system clocks do not.
    case leapSeconds
    /// It has more than ``TimeZoneLimits/fileBytesMax`` bytes.
    case tooLarge
}

/// The bounds of what is read of a zone.
public enum TimeZoneLimits {
    /// Bytes of a file; the largest that is in use has four thousand.
    public static let fileBytesMax = 65_536
    /// How far an offset may lie from UTC, in seconds (RFC 9636 section 3.2).
    static let offsets: ClosedRange<Int32> = -89_999...93_599
    /// The times of which an offset is known, in seconds since 1970: since before the Big Bang, as
    /// RFC 9636 section 3.2 has it, and as far ahead.
    static let times: ClosedRange<Int64> = -(1 << 59)...(1 << 59)
}
