/// The bounds of the loop, and of the thread beside it.
public enum ReactorLimits {
    /// A turn, or a wake-up that comes late, counts as a stall beyond this: 100 ms.
    public static let stallNanoseconds: Int64 = 100_000_000
    /// While somebody waits with a deadline, the loop sleeps no longer than this: 100 ms.
    public static let heartbeatNanoseconds: Int64 = 100_000_000
    /// Two clocks read one after the other differ by less, unless the machine was suspended: 10 ms.
    public static let clockNoiseNanoseconds: Int64 = 10_000_000
    /// Pieces of work that wait for the thread; one more is a bug.
    ///
    /// Every caller waits for its piece, and whoever makes callers has a bound of its own (readers,
    /// reloads) that is far below: to hold back work here would only hide who has none.
    public static let workWaitingMax = 1_024
    /// The stack of the thread: 8 MiB, as the first thread has it by the usual limit.
    ///
    /// A configuration that could be read there at the start can be read here again; what a C
    /// library gives to a thread of itself may be as little as 128 KiB.
    public static let workerStackBytes = 8 << 20
}
