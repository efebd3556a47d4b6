/// Upper bounds of the buckets of a duration's histogram.
public enum DurationBuckets {
    /// 1 ms to 10 s: the built-in bounds of every duration, so that they may be summed.
    public static let standardNanoseconds: [Int64] = [
        1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000,
        250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000,
    ]
}
