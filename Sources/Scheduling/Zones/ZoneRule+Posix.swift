extension ZoneRule {
    /// Reads a TZ string: `CET-1CEST,M3.5.0,M10.5.0/3`, POSIX.1-2017 section 8.3.
    init(posix bytes: [UInt8]) throws(TimeZoneFault) {
        var reader = PosixReader(bytes)
        try reader.skipName()
        standardOffset = -(try reader.time(hoursMax: 24))
        guard !reader.isAtEnd else {
            saving = nil
            return
        }
        try reader.skipName()
        let isOffsetGiven = !reader.isAt(",")
        let offset = isOffsetGiven ? -(try reader.time(hoursMax: 24)) : standardOffset + 3_600
        try reader.skip(",")
        let begin = try reader.moment()
        try reader.skip(",")
        let end = try reader.moment()
        guard reader.isAtEnd else { throw .malformedRule }
        saving = Saving(offset: offset, begin: begin, end: end)
    }
}

private struct PosixReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func skip(_ character: Unicode.Scalar) throws(TimeZoneFault) {
        guard take(character) else { throw .malformedRule }
    }

    /// `CET`, or `<+0330>`.
    mutating func skipName() throws(TimeZoneFault) {
        let isQuoted = take("<")
        let name = rest.prefix { byte in
            let isLetter = (byte | 0x20 >= UInt8(ascii: "a")) && (byte | 0x20 <= UInt8(ascii: "z"))
            return isLetter || isQuoted && (isDigit(byte) || byte == 0x2b || byte == 0x2d)
        }
        guard name.count >= 3 else { throw .malformedRule }
        rest = rest.dropFirst(name.count)
        if isQuoted { try skip(">") }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func number(_ range: ClosedRange<Int>) throws(TimeZoneFault) -> Int {
        let digits = rest.prefix(4).prefix(while: isDigit)
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard !digits.isEmpty, range.contains(value) else { throw .malformedRule }
        return value
    }

    /// `-1`, `10:30` or `02:00:00`, in seconds.
    mutating func time(hoursMax: Int) throws(TimeZoneFault) -> Int64 {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        var seconds = try number(0...hoursMax) * 3_600
        if take(":") {
            seconds += try number(0...59) * 60
            if take(":") { seconds += try number(0...59) }
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// `M3.5.0`, `J60/2` or `0/-3`; without a time it is two o'clock.
    mutating func moment() throws(TimeZoneFault) -> ZoneRule.Moment {
        let day: ZoneRule.Day
        if take("M") {
            let month = try number(1...12)
            try skip(".")
            let week = try number(1...5)
            try skip(".")
            day = .weekday(try number(0...6), week: week, month: month)
        } else if take("J") {
            day = .withoutLeapDay(try number(1...365))
        } else {
            day = .ofYear(try number(0...365))
        }
        return ZoneRule.Moment(day: day, time: take("/") ? try time(hoursMax: 167) : 7_200)
    }
}
