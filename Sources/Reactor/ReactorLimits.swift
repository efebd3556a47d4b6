/// The bounds of the loop.
public enum ReactorLimits {
    /// A turn, or a wake-up that comes late, counts as a stall beyond this: 100 ms.
    public static let stallNanoseconds: Int64 = 100_000_000
    /// While somebody waits with a deadline, the loop sleeps no longer than this: 100 ms.
    public static let heartbeatNanoseconds: Int64 = 100_000_000
    /// Two clocks read one after the other differ by less, unless the machine was suspended: 10 ms.
    public static let clockNoiseNanoseconds: Int64 = 10_000_000
}
