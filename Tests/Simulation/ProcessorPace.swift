/// How fast the processor is just now, by a yardstick that takes always the same work.
///
/// A bound on work is a number of milliseconds on some machine. Others are slower, and each is
/// while a neighbour works on the other half of a core.
enum ProcessorPace {
    /// What the yardstick takes on the machine for which bounds are written.
    private static let usual = Duration.microseconds(1_500)
    private static let rounds = 20_000
    private static let measurements = 5

    /// How many times as long as there it takes here; never less than once.
    static var slowness: Double {
        let least = (0..<measurements).map { _ in measured() }.min() ?? usual
        return max(1, least / usual)
    }

    private static func measured() -> Duration {
        let begin = ThreadTime.now
        var sum: UInt64 = 1
        for round in 0..<UInt64(rounds) { sum = (sum ^ round) &* 0x9e37_79b9_7f4a_7c15 }
        precondition(sum != 0, "the work is done")
        return ThreadTime.now - begin
    }
}
