/// The text of a bucket's upper bound.
enum BucketBound {
    /// Writes a bound as OpenMetrics 1.0 does ("Considerations: Canonical Numbers"), in seconds.
    ///
    /// That is Go's `%g`, with `.0` where there would be neither a point nor an exponent:
    /// Prometheus 2 takes `1` and `1.0` for different buckets, so there must be one form. Bounds
    /// are not negative.
    static func text(nanoseconds: Int64) -> String {
        guard nanoseconds != 0 else { return "0.0" }
        let all = String(nanoseconds)
        let exponent = all.utf8.count - 10
        var significant = all[...]
        while significant.last == "0" { significant.removeLast() }
        let digits = String(significant)
        return (-4..<6).contains(exponent)
            ? positional(digits, exponent) : scientific(digits, exponent)
    }

    private static func positional(_ digits: String, _ exponent: Int) -> String {
        guard exponent >= 0 else {
            return "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        let whole = digits.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return whole + zeros + "." + (fraction.isEmpty ? "0" : fraction)
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let fraction = digits.dropFirst()
        let size = String(exponent.magnitude)
        return digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
            + (exponent < 0 ? "e-" : "e+") + (size.count == 1 ? "0" + size : size)
    }
}
