/// A time of the clock: `08:00`.
enum ClockText {
    static let suggestion = "write hours and minutes such as \"08:00\""
    private static let secondsOfDay = 86_400

    /// Seconds after midnight at which something begins: `00:00` to `23:59`.
    static func begin(_ text: String) throws(Mistake) -> Int {
        let seconds = try seconds(text)
        guard seconds < secondsOfDay else {
            throw Mistake("no day begins anything at 24:00", "write \"00:00\" and the day after")
        }
        return seconds
    }

    /// Seconds after midnight before which something ends: `00:00` to `24:00`.
    static func end(_ text: String) throws(Mistake) -> Int {
        try seconds(text)
    }

    /// Whether a text is meant for one, right or wrong: a moment is longer.
    static func isMeant(_ text: String) -> Bool { text.utf8.count <= 8 }

    private static func seconds(_ text: String) throws(Mistake) -> Int {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
            let hour = number(bytes[..<2]), let minute = number(bytes[3...])
        else { throw Mistake("\(Excerpt.of(text)) is no time of the clock", suggestion) }
        guard minute < 60, hour < 24 || hour == 24 && minute == 0 else {
            throw Mistake(
                "no clock shows \(Excerpt.of(text))", "write a time from \"00:00\" to \"24:00\"")
        }
        return (hour * 60 + minute) * 60
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0 as Int?) { number, byte in
            guard let number, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                return nil
            }
            return number * 10 + Int(byte - UInt8(ascii: "0"))
        }
    }
}
