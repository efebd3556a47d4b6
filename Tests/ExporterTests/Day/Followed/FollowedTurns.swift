import Configuration
import Scheduling
import Time

/// When a followed probe is to be attempted, from one attempt to the next.
struct FollowedTurns {
    /// The next slot that nobody has looked at; nil outside the windows.
    private(set) var nextSlot: Instant?
    /// Until when the extra attempt after a beginning may come; nil where it came.
    private var firstUntil: Instant?
    /// When an attempt is to come that confirms another.
    private var confirmsAt: Instant?
    /// When one may come, because at the end of a stall nobody knows what was looked at first.
    private var perhapsConfirmsAt: Instant?
    /// The end of the last stall in which slots lay, and whether one of them is owed.
    private var stallEnd: Instant?
    private var isOwed = false
    private var grid: Grid?

    /// The extra one comes within this, and within an interval.
    private static let firstSpread = Duration.seconds(10)

    /// A window begins, or other slots hold.
    mutating func open(_ probe: FollowedProbe, at now: Instant) {
        let interval = probe.settings.interval ?? .zero
        let grid = Grid(
            origin: Instant(nanoseconds: 0), interval: interval,
            identity: probe.settings.identityBytes)
        self = FollowedTurns()
        self.grid = grid
        nextSlot = grid.slot(notBefore: now)
        firstUntil = now + min(interval, Self.firstSpread)
    }

    /// A window is over.
    mutating func close() { self = FollowedTurns() }

    /// What is found against the state is to be confirmed, so long from now.
    mutating func confirm(after interval: Duration, from now: Instant) {
        guard nextSlot != nil else { return }
        if let due = confirmsAt {
            // One is on its way, unless it was due in a stall that is just over.
            if due <= now { perhapsConfirmsAt = now + interval }
        } else {
            confirmsAt = now + interval
        }
    }

    /// Whether something was due before an instant at which nobody has looked since.
    func isBehind(_ now: Instant) -> Bool {
        isOwed || (nextSlot ?? now) < now || (confirmsAt ?? now) < now
    }

    /// Looks at what was due before an instant; tells what should have been, and was not.
    ///
    /// `flight` was in flight all the time since something last happened to the probe.
    mutating func pass(
        before now: Instant, _ clock: DayClock, inFlight flight: FollowedLife.Kind?,
        _ missed: inout FollowedLife.Bounds
    ) -> [String] {
        var found: [String] = []
        if isOwed, let stallEnd, stallEnd < now {
            found.append("no attempt follows a stall with slots in it")
            isOwed = false
        }
        while let slot = nextSlot, slot < now {
            if let stall = clock.stall(around: slot) {
                passStall(to: stall.begin + stall.duration, &missed)
                isOwed = flight == nil
                continue
            }
            nextSlot = next(after: slot)
            switch flight {
            case nil: found.append("no attempt in a slot")
            case .firstTry: missed.add()
            case .either: missed.add(isSure: false)
            case .confirmation: break
            }
        }
        if let due = confirmsAt, due < now {
            let stall = clock.stall(around: due)
            if let stall, stall.begin + stall.duration == now { return found }
            confirmsAt = nil
            if flight == nil, stall == nil { found.append("no attempt confirms another") }
        }
        return found
    }

    /// Only the last of its slots counts, unless an attempt is in flight in it.
    private mutating func passStall(to end: Instant, _ missed: inout FollowedLife.Bounds) {
        var slots = 0
        while let slot = nextSlot, slot <= end {
            slots += 1
            nextSlot = next(after: slot)
        }
        missed.least += slots - 1
        missed.most += slots
        stallEnd = end
    }

    private func next(after slot: Instant) -> Instant? {
        grid.map { $0.slot(notBefore: Instant(nanoseconds: slot.nanoseconds + 1)) }
    }

    /// An attempt begins; why it may, or nil where it may not.
    ///
    /// All before it has passed.
    mutating func take(at now: Instant, _ clock: DayClock) -> FollowedLife.Kind? {
        // What was due while we stood still comes at the end of that.
        let stall = clock.stall(around: now)
        let since = stall.map { $0.begin + $0.duration == now ? $0.begin : now } ?? now
        var isDue = false
        if let slot = nextSlot, slot == now {
            nextSlot = next(after: slot)
            isDue = true
        }
        if stallEnd == now { (isDue, isOwed) = (true, false) }
        var confirms = false
        if let due = confirmsAt, since <= due, due <= now {
            confirmsAt = nil
            confirms = true
        }
        if perhapsConfirmsAt == now { (confirms, perhapsConfirmsAt) = (true, nil) }
        // One that was due in a stall beside others may have been dropped for them, or not.
        let mayBeFirst = firstUntil.map { since <= $0 } ?? false
        if mayBeFirst, !isDue, !confirms {
            firstUntil = nil
            isDue = true
        }
        switch (isDue || mayBeFirst && since < now, confirms) {
        case (true, true): return .either
        case (true, false): return .firstTry
        case (false, true): return .confirmation
        case (false, false): return nil
        }
    }
}
