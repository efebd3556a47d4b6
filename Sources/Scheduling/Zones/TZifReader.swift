extension TimeZone {
    /// Reads a file of the time zone database, RFC 9636 section 3, of any version.
    ///
    /// What is said of names, of daylight saving time and of standard and UT indicators is left
    /// out: only the offset of a clock matters.
    public init(tzif bytes: [UInt8]) throws(TimeZoneFault) {
        guard bytes.count <= TimeZoneLimits.fileBytesMax else { throw .tooLarge }
        var reader = TZifReader(bytes)
        let first = try reader.header()
        guard first.version >= 2 else {
            self = try reader.zone(first, timeSize: 4, rule: nil)
            return
        }
        // The block for readers of version 1 comes before, with times that end in 2038.
        try reader.skip(first.bodySize(timeSize: 4))
        let header = try reader.header()
        let body = reader
        try reader.skip(header.bodySize(timeSize: 8))
        let rule = try reader.rule()
        reader = body
        self = try reader.zone(header, timeSize: 8, rule: rule)
    }
}

/// A place in a file of the time zone database.
private struct TZifReader {
    private let bytes: [UInt8]
    private var position = 0

    struct Header {
        let version: Int
        let utIndicatorCount: Int
        let standardIndicatorCount: Int
        let leapCount: Int
        let transitionCount: Int
        let typeCount: Int
        let designationBytes: Int

        /// Bytes of the data block that follows.
        func bodySize(timeSize: Int) -> Int {
            transitionCount * (timeSize + 1) + typeCount * 6 + designationBytes
                + leapCount * (timeSize + 4) + standardIndicatorCount + utIndicatorCount
        }
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func skip(_ count: Int) throws(TimeZoneFault) {
        guard count <= bytes.count - position else { throw .truncated }
        position += count
    }

    /// A signed number, the highest byte first.
    private mutating func number(_ size: Int) throws(TimeZoneFault) -> Int64 {
        let start = position
        try skip(size)
        let negative = bytes[start] & 0x80 != 0
        return bytes[start..<position].reduce(negative ? -1 : 0) { $0 << 8 | Int64($1) }
    }

    mutating func header() throws(TimeZoneFault) -> Header {
        guard bytes[position...].starts(with: "TZif".utf8) else { throw .notTZif }
        try skip(4)
        let version = Int(try number(1))
        try skip(15)
        var counts: [Int] = []
        for _ in 0..<6 {
            let count = try number(4)
            // More than there are bytes cannot be there.
            guard (0...Int64(bytes.count)).contains(count) else { throw .truncated }
            counts.append(Int(count))
        }
        return Header(
            // 0 stands for the first version, and a digit for each other.
            version: version == 0 ? 1 : version - 0x30, utIndicatorCount: counts[0],
            standardIndicatorCount: counts[1], leapCount: counts[2], transitionCount: counts[3],
            typeCount: counts[4], designationBytes: counts[5])
    }

    /// The data block; `rule` is what the footer says.
    mutating func zone(
        _ header: Header, timeSize: Int, rule: ZoneRule?
    ) throws(TimeZoneFault) -> TimeZone {
        guard header.leapCount == 0 else { throw .leapSeconds }
        guard header.typeCount > 0 else { throw .malformed }
        var transitions: [Int64] = []
        for _ in 0..<header.transitionCount {
            let time = try number(timeSize)
            let isLater = transitions.last.map { time > $0 } ?? true
            guard isLater, TimeZoneLimits.times.contains(time) else { throw .malformed }
            transitions.append(time)
        }
        let typesStart = position
        try skip(header.transitionCount)
        var types: [Int32] = []
        for _ in 0..<header.typeCount {
            let offset = Int32(truncatingIfNeeded: try number(4))
            guard TimeZoneLimits.offsets.contains(offset) else { throw .malformed }
            types.append(offset)
            // Whether it is daylight saving time, and where its name stands.
            try skip(2)
        }
        var offsets: [Int32] = []
        for place in typesStart..<typesStart + header.transitionCount {
            guard bytes[place] < types.count else { throw .malformed }
            offsets.append(types[Int(bytes[place])])
        }
        return TimeZone(
            transitions: transitions, offsets: offsets, firstOffset: types[0], rule: rule)
    }

    /// The footer: a line that holds the rule, or nothing.
    mutating func rule() throws(TimeZoneFault) -> ZoneRule? {
        guard position < bytes.count, bytes[position] == 0x0a else { throw .truncated }
        let rest = bytes[(position + 1)...]
        guard let end = rest.firstIndex(of: 0x0a) else { throw .truncated }
        let text = rest[..<end]
        return text.isEmpty ? nil : try ZoneRule(posix: Array(text))
    }
}
