/// Shares for people.
package enum PercentText {
    private static let decimalsMin = 3
    private static let decimalsMax = 9

    /// The share that a part is of a whole, rounded down: `99.987 %`; `-` where there is no whole.
    ///
    /// What is missing to 100 % is told to at least two digits, so that none of it is hidden.
    package static func share(_ part: Duration, of whole: Duration) -> String {
        guard whole > .zero else { return "-" }
        let missing = (whole - part).attoseconds
        guard missing > 0 else { return "100 %" }
        guard part > .zero else { return "0 %" }
        var decimals = decimalsMin
        // Nanoseconds of whole ages, so that nothing goes beyond 128 bits.
        let (part, whole) = (part.attoseconds / 1_000_000_000, whole.attoseconds / 1_000_000_000)
        var unit = Int128(100_000)
        while decimals < decimalsMax, (whole - part) * unit / whole < 10 {
            decimals += 1
            unit *= 10
        }
        let digits = String(part * unit / whole)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return "\(padded.dropLast(decimals)).\(padded.suffix(decimals)) %"
    }
}
