public import Time

/// The bounds of the simulated world, and where its clocks start.
public enum SimulationLimits {
    /// More jobs without a tick of the clock are a circle.
    public static let jobsAtOneInstantMax = 1_000_000
    /// How long a cancelled body may go on: an hour.
    public static let graceNanosecondsMax: Int64 = 3_600_000_000_000
    /// Bytes that one direction of a connection holds before its writer waits.
    public static let unreadBytesMax = 256 * 1024
    /// Connections that wait for one listener to accept them; the next finds no answer.
    public static let backlogMax = 128
    /// Where the clock starts: not at zero, so that nobody relies on it.
    public static let start = Instant(nanoseconds: 1_000_000_000_000)
    /// What the calendar says then: 2026-01-01T00:00:00Z.
    public static let wallTime = WallTime(secondsSinceEpoch: 1_767_225_600)
}
