extension Duration {
    /// The duration in whole nanoseconds, rounded towards zero; the ends of `Int64` beyond them.
    @inlinable
    public var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, overflowOfSum) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflowOfSum ? (seconds < 0 ? .min : .max) : sum
    }
}
