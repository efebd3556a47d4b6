/// A share as people write it: a decimal number and a percent sign.
enum PercentageText {
    private static let digitsMax = 12

    /// The share, 0 to 1, at least `lowest` percent.
    static func parse(_ text: String, atLeast lowest: String? = nil) throws(Mistake) -> Double {
        guard text.utf8.last == UInt8(ascii: "%") else {
            throw Mistake(
                "\(Excerpt.of(text)) is no percentage", "write a number with a percent sign, as 5%")
        }
        guard let share = share(Array(text.utf8.dropLast())) else {
            throw Mistake(
                "\(Excerpt.of(text)) is no percentage", "write a decimal number before %, as 0.1%")
        }
        guard share <= 1 else {
            throw Mistake("\(Excerpt.of(text)) is more than everything", "write at most 100%")
        }
        if let lowest, share < (Self.share(Array(lowest.utf8)) ?? 0) {
            throw Mistake("\(Excerpt.of(text)) is too low", "write at least \(lowest)%")
        }
        return share
    }

    /// One division of two exact numbers, so that 99.9 gives the double nearest to 0.999.
    private static func share(_ digits: [UInt8]) -> Double? {
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.count <= 2 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : []
        guard parts.count == 1 || !fraction.isEmpty, digits.count <= digitsMax else { return nil }
        var number = 0.0
        var divisor = 100.0
        for byte in whole + fraction {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Double(byte - UInt8(ascii: "0"))
        }
        for _ in fraction { divisor *= 10 }
        return number / divisor
    }
}
