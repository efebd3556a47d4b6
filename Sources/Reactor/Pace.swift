import Kernel
import Time

/// How the loop keeps time: how long it may sleep, and whether it came back when it should.
struct Pace {
    /// The loop's own bell, which stands in the table of descriptors as all others do.
    var bell = DescriptorToken(number: -1, generation: 0)

    private(set) var turnDurations = TurnDurations()
    private(set) var interruption = Interruption()
    private let suspendedAtStart = Clock.boot - Clock.monotonic
    private var waitBegan = Clock.monotonic
    private var waitEnded = Clock.monotonic
    private var wakeDue = Int64.max

    /// The loop begins to run: what came before was no turn, and kept nothing waiting.
    mutating func begin() {
        waitEnded = Clock.monotonic
        noteSuspension()
    }

    /// Nanoseconds to sleep; -1 for ever.
    ///
    /// While an attempt waits the loop wakes every now and then with nothing to do: one that comes
    /// back much later than it asked was stopped meanwhile, and its measurements are not fair.
    func timeout(until deadline: Instant?, isPressing: Bool) -> Int64 {
        let heartbeat = isPressing ? ReactorLimits.heartbeatNanoseconds : .max
        guard let deadline else { return heartbeat == .max ? -1 : heartbeat }
        return min(max(0, deadline.nanoseconds - Clock.monotonic), heartbeat)
    }

    mutating func willWait(nanoseconds: Int64) {
        waitBegan = Clock.monotonic
        turnDurations.observe(waitBegan - waitEnded)
        note(waitBegan - waitEnded)
        wakeDue = nanoseconds < 0 ? .max : waitBegan + nanoseconds
    }

    mutating func didWait() -> Instant {
        waitEnded = Clock.monotonic
        if wakeDue < waitEnded { note(waitEnded - wakeDue) }
        noteSuspension()
        return Instant(nanoseconds: waitEnded)
    }

    private mutating func note(_ gap: Int64) {
        guard gap > ReactorLimits.stallNanoseconds else { return }
        interruption.stalled += .nanoseconds(gap)
    }

    /// CLOCK_BOOTTIME runs on while the machine is suspended; two readings of clocks are never of
    /// one instant, so a difference counts only beyond what lies between them.
    private mutating func noteSuspension() {
        let suspended = Clock.boot - waitEnded - suspendedAtStart
        guard suspended > interruption.suspended.nanoseconds + ReactorLimits.clockNoiseNanoseconds
        else { return }
        interruption.suspended = .nanoseconds(suspended)
    }
}
