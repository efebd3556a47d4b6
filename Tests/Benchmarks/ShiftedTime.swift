import Reactor
import Synchronization
import Time

/// The loop's clock, which the benchmark may set forward: then every slot is due at once.
///
/// Nothing else of an attempt changes. Deadlines lie too far ahead by the shift, but are set and
/// taken back as always.
final class ShiftedTime: TimeSource {
    private let loop: EventLoop
    private let shift = Atomic<Int64>(0)

    init(_ loop: EventLoop) {
        self.loop = loop
    }

    func setForward(by duration: Duration) {
        _ = shift.add(duration.nanoseconds, ordering: .relaxed)
    }

    var now: Instant {
        Instant(nanoseconds: loop.now.nanoseconds + shift.load(ordering: .relaxed))
    }

    var wallTime: WallTime { loop.wallTime }
    var interruption: Interruption { loop.interruption }
    var turnDurations: TurnDurations { loop.turnDurations }

    func sleep(until deadline: Instant) async -> SleepOutcome {
        await loop.sleep(until: unshifted(deadline))
    }

    func makeAlarm() -> any Alarm { ShiftedAlarm(alarm: loop.makeAlarm(), time: self) }

    fileprivate func unshifted(_ deadline: Instant) -> Instant {
        guard deadline < .distantFuture else { return deadline }
        return Instant(nanoseconds: deadline.nanoseconds - shift.load(ordering: .relaxed))
    }
}

/// An alarm of the loop with deadlines of the clock that was set forward.
private struct ShiftedAlarm: Alarm {
    let alarm: any Alarm
    let time: ShiftedTime

    func sleep(until deadline: Instant) async -> SleepOutcome {
        await alarm.sleep(until: time.unshifted(deadline))
    }

    func wake() { alarm.wake() }
}
