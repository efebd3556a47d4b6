package import Configuration
import Probes
import Scheduling
package import Time

/// What is to be attempted when: slots that are due, attempts in flight, attempts that wait for a
/// place.
package struct Agenda {
    /// An attempt to be started, and the slot that it belongs to.
    package struct Start: Equatable {
        /// By its place in the settings.
        package var probe: Int
        /// The slot; for the extra first attempt, when it was to be made.
        package var due: Instant

        /// The attempt of `probe` in the slot that was due then.
        package init(probe: Int, due: Instant) {
            self.probe = probe
            self.due = due
        }
    }

    /// Slots that passed without an attempt.
    package struct Missed: Equatable {
        /// By its place in the settings.
        package var probe: Int
        /// How many.
        package var slots: Int64
        /// Why none could start.
        package var reason: MissedSlotReason

        /// So many slots of `probe`.
        package init(probe: Int, slots: Int64, reason: MissedSlotReason) {
            self.probe = probe
            self.slots = slots
            self.reason = reason
        }
    }

    private enum Standing {
        case idle
        case waiting
        case inFlight
    }

    private var slots = SlotHeap()
    private var standings: [Standing]
    private let grids: [Grid]
    private let needsHandshake: [Bool]
    /// How many connections an attempt of each probe makes at once: as many as its last one made.
    private var connections: [UInt8]
    private var places: Places
    /// Attempts that wait for a place, those without a handshake apart from those with one.
    private var waiting = [StartQueue(), StartQueue()]

    /// An agenda that begins `now`, with an extra first attempt of each probe.
    package init(probes: [ProbeSettings], attemptsMax: Int, now: Instant) {
        places = Places(attemptsMax: attemptsMax)
        standings = Array(repeating: .idle, count: probes.count)
        connections = Array(repeating: 1, count: probes.count)
        needsHandshake = probes.map { $0.options.tls != nil }
        grids = probes.map { probe in
            Grid(
                origin: Instant(nanoseconds: 0), interval: probe.interval,
                identity: probe.identityBytes)
        }
        for (index, probe) in probes.enumerated() {
            let slot = grids[index].slot(notBefore: now)
            slots.insert(SlotHeap.Slot(due: slot, probe: index))
            let spread = min(probe.interval, ExporterLimits.firstAttemptSpread)
            let first = now + StableHash.fraction(probe.identityBytes, of: spread)
            // One that might still run when its first slot comes would only cost that slot.
            guard slot < first || slot >= first + probe.options.timeout else { continue }
            slots.insert(SlotHeap.Slot(due: first, probe: index, isExtra: true))
        }
    }

    /// When the next slot is due.
    package var nextDue: Instant? { slots.earliest?.due }

    /// Whether somebody waits for a place.
    package var isWaitedFor: Bool { waiting.contains { $0.first != nil } }

    /// The oldest slot that is due and has no attempt yet.
    package var oldestDue: Instant? {
        (waiting.compactMap { $0.first?.due } + [slots.earliest?.due].compactMap(\.self)).min()
    }

    /// Takes the next attempt to be started, if a slot is due; tells what was missed.
    package mutating func takeDue(_ now: Instant, missed: (Missed) -> Void) -> Start? {
        // An attempt of many connections may have left places for more than one.
        if isWaitedFor, let start = takeWaiting() { return start }
        while let slot = slots.earliest, slot.due <= now {
            let start = slot.isExtra ? takeExtra(slot) : takeRegular(slot, now, missed)
            if let start { return start }
        }
        return nil
    }

    /// An attempt has ended; returns the one that has waited longest of those with a place now.
    ///
    /// The next one takes as many places as this one made connections at once, where it made any.
    package mutating func finish(_ probe: Int, connections count: Int? = nil) -> Start? {
        standings[probe] = .idle
        places.give(back: Int(connections[probe]), hadHandshake: needsHandshake[probe])
        if let count { connections[probe] = UInt8(clamping: max(1, count)) }
        return takeWaiting()
    }

    private mutating func takeWaiting() -> Start? {
        guard let queue = takePlaceForLongestWaiting(), let next = waiting[queue].popFirst()
        else { return nil }
        standings[next.probe] = .inFlight
        return next
    }

    /// Takes a place for the first of one of the queues, and says which.
    private mutating func takePlaceForLongestWaiting() -> Int? {
        let plain = waiting[0].first?.due ?? .distantFuture
        let secure = waiting[1].first?.due ?? .distantFuture
        for queue in plain <= secure ? [0, 1] : [1, 0] {
            guard let first = waiting[queue].first else { continue }
            let count = Int(connections[first.probe])
            if places.take(count, needsHandshake: queue == 1) { return queue }
            // Who lacks handshakes only lets the other queue go before.
            guard places.areLeft(for: count) else { return nil }
        }
        return nil
    }

    /// Whether one of those that wait needs more places than are left: nobody goes before it.
    private var isHeldUp: Bool {
        waiting.contains { queue in
            queue.first.map { !places.areLeft(for: Int(connections[$0.probe])) } ?? false
        }
    }

    /// Takes the extra first slot, which is not missed: an attempt in flight is as good.
    private mutating func takeExtra(_ slot: SlotHeap.Slot) -> Start? {
        _ = slots.removeEarliest()
        return admit(slot.probe, due: slot.due)
    }

    /// Takes a slot of the grid, and puts the next one in its place.
    private mutating func takeRegular(
        _ slot: SlotHeap.Slot, _ now: Instant, _ missed: (Missed) -> Void
    ) -> Start? {
        let grid = grids[slot.probe]
        let next = grid.slot(notBefore: Instant(nanoseconds: now.nanoseconds + 1))
        // No catching up: of several slots that passed while nobody looked only the last counts.
        let last = Instant(nanoseconds: next.nanoseconds - grid.interval.nanoseconds)
        let passed = (last.nanoseconds - slot.due.nanoseconds) / grid.interval.nanoseconds
        if passed > 0 { missed(Missed(probe: slot.probe, slots: passed, reason: .late)) }
        slots.replaceEarliest(with: SlotHeap.Slot(due: next, probe: slot.probe))
        switch standings[slot.probe] {
        case .idle:
            return admit(slot.probe, due: last)
        case .inFlight:
            missed(Missed(probe: slot.probe, slots: 1, reason: .inFlight))
        case .waiting:
            missed(Missed(probe: slot.probe, slots: 1, reason: .places))
        }
        return nil
    }

    /// Starts an attempt of an idle probe, or lets it wait for a place.
    private mutating func admit(_ probe: Int, due: Instant) -> Start? {
        guard standings[probe] == .idle else { return nil }
        let start = Start(probe: probe, due: due)
        let queue = needsHandshake[probe] ? 1 : 0
        guard waiting[queue].first == nil, !isHeldUp,
            places.take(Int(connections[probe]), needsHandshake: needsHandshake[probe])
        else {
            standings[probe] = .waiting
            waiting[queue].append(start)
            return nil
        }
        standings[probe] = .inFlight
        return start
    }
}

/// How many attempts may be in flight: each holds a descriptor, and a handshake much memory.
private struct Places {
    private let attemptsMax: Int
    private var attempts = 0
    private var handshakes = 0

    init(attemptsMax: Int) {
        self.attemptsMax = attemptsMax
    }

    /// Takes so many; one attempt may be in flight however many it needs.
    mutating func take(_ count: Int, needsHandshake: Bool) -> Bool {
        guard areLeft(for: count),
            !needsHandshake || handshakes == 0
                || count <= ExporterLimits.handshakesMax - handshakes
        else { return false }
        attempts += count
        if needsHandshake { handshakes += count }
        return true
    }

    /// Whether so many are left, handshakes apart.
    func areLeft(for count: Int) -> Bool { attempts == 0 || count <= attemptsMax - attempts }

    mutating func give(back count: Int, hadHandshake: Bool) {
        attempts -= count
        if hadHandshake { handshakes -= count }
    }
}

/// Attempts that wait for a place, first come first served.
struct StartQueue {
    private var starts: [Agenda.Start] = []
    private var head = 0

    var first: Agenda.Start? { head < starts.count ? starts[head] : nil }

    mutating func append(_ start: Agenda.Start) {
        starts.append(start)
    }

    mutating func popFirst() -> Agenda.Start? {
        guard let first else { return nil }
        head += 1
        // Moved up only when half is spent, so that each start is moved once on average.
        if head * 2 > starts.count {
            starts.removeFirst(head)
            head = 0
        }
        return first
    }
}

extension ProbeSettings {
    /// What makes it the same probe after a restart: server, probe, target, labels, and the server
    /// name where a list of them makes a probe of each.
    var identityBytes: [UInt8] {
        var bytes: [UInt8] = []
        let parts =
            [server, name, target] + labels.flatMap { [$0.name, $0.value] }
            + (serverName.map { ["server_name", $0] } ?? [])
        for part in parts {
            bytes += Array(part.utf8)
            bytes.append(0)
        }
        return bytes
    }
}
