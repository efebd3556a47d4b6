import Simulation
import Time

/// The clocks of a simulated day: seconds of the calendar since its beginning, and instants.
struct DayClock: Sendable {
    let begin: Instant
    let end: Instant
    let stalls: [DayPlan.Pause]
    /// Over which the calendar goes on, and nothing else.
    let suspension: DayPlan.Pause?

    /// What no time of the plan lies nearer to a pause than.
    private static let distance = Duration.seconds(2)

    /// The calendar at an instant; what happens at that of the suspension happens after it.
    func wallTime(at instant: Instant) -> WallTime {
        let passed = instant - begin
        guard let suspension, instant >= suspension.begin else {
            return SimulationLimits.wallTime + passed
        }
        return SimulationLimits.wallTime + passed + suspension.duration
    }

    /// The first instant at which the calendar has come so far.
    func instant(ofSecond second: Int64) -> Instant {
        let plain = begin + .seconds(second)
        guard let suspension, plain >= suspension.begin else { return plain }
        return max(suspension.begin, plain + .nanoseconds(-suspension.duration.nanoseconds))
    }

    /// The first second from that one on that lies in no pause and near none.
    func clearSecond(from second: Int64) -> Int64 {
        var second = second
        while !isClear(instant(ofSecond: second)) { second += 1 }
        return second
    }

    /// Whether it lies in no pause and near none; what falls on the suspension itself comes of it.
    func isClear(_ instant: Instant) -> Bool {
        if let suspension, instant != suspension.begin,
            instant < suspension.begin + Self.distance,
            suspension.begin < instant + Self.distance
        {
            return false
        }
        return !stalls.contains { stall in
            stall.begin < instant + Self.distance
                && instant < stall.begin + stall.duration + Self.distance
        }
    }

    /// The stall in which an instant lies, or at whose end.
    func stall(around instant: Instant) -> DayPlan.Pause? {
        stalls.first { $0.begin < instant && instant <= $0.begin + $0.duration }
    }
}
