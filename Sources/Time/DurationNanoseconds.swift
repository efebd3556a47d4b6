extension Duration {
    /// The duration in whole nanoseconds, rounded towards zero; the ends of `Int64` beyond them.
    @inlinable
    public var nanoseconds: Int64 { Int64(clamping: attoseconds / 1_000_000_000) }
}
