/// Ends the sleep of one task before its time, because there is something to do.
///
/// One task at a time sleeps with it. Who is woken while nobody sleeps does not fall asleep the
/// next time; woken twice is woken once.
public protocol Alarm: Sendable {
    /// Suspends the caller until `deadline`, or until somebody wakes it.
    ///
    /// Where it was woken, or the deadline has passed, the sleep has ``SleepOutcome/elapsed``.
    func sleep(until deadline: Instant) async -> SleepOutcome

    /// Wakes who sleeps, or is about to; from the thread of the time source alone.
    func wake()
}
