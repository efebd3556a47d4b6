/// How long the turns of a loop took, counted in classes.
///
/// What becomes ready during a turn waits for its end: this is the delay that the loop itself adds.
public struct TurnDurations: Equatable, Sendable {
    /// Upper bounds of the classes, in nanoseconds: 0.1 ms to 1 s.
    public static let boundsNanoseconds: [Int64] = [
        100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000,
        50_000_000, 100_000_000, 250_000_000, 1_000_000_000,
    ]

    /// Turns in each class, not cumulative; the last is beyond all bounds.
    public private(set) var counts = [UInt64](repeating: 0, count: boundsNanoseconds.count + 1)

    /// Sum of all turns, in nanoseconds.
    public private(set) var sumNanoseconds: Int64 = 0

    /// No turn yet.
    public init() {}

    /// Counts one turn.
    public mutating func observe(_ nanoseconds: Int64) {
        let place = Self.boundsNanoseconds.firstIndex { nanoseconds <= $0 }
        counts[place ?? counts.count - 1] += 1
        sumNanoseconds += nanoseconds
    }
}
