package import Configuration
package import Scheduling
package import Time

/// What is to be attempted when: slots that are due, attempts in flight, attempts that wait for a
/// place.
///
/// A probe has a number, which its owner gives to another once it is gone. Slots and attempts carry
/// tickets: one that was sold before a change holds no more.
package struct Agenda {
    /// An attempt to be started, and the slot that it belongs to.
    package struct Start: Equatable {
        /// By its number.
        package let probe: Int
        /// The slot; for one that lies on no grid, when it was to be made.
        package let due: Instant
        /// Why it is made.
        package let kind: SlotHeap.Kind
        /// Of the probe that was meant.
        package let ticket: UInt32
        fileprivate var claim: Places.Claim
    }

    /// Slots that passed without an attempt.
    package struct Missed: Equatable {
        /// By its number.
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

    private var slots = SlotHeap()
    private var posts: [Post?] = []
    private var places: Places
    /// Attempts that wait for a place, those without a handshake apart from those with one.
    private var waiting = [StartQueue(), StartQueue()]
    private var lastSlotTicket: UInt32 = 0

    /// An agenda of nothing.
    package init(attemptsMax: Int) {
        places = Places(attemptsMax: attemptsMax)
    }

    /// When the next slot is due.
    package var nextDue: Instant? { slots.earliest?.due }

    /// When a probe is attempted next: `now` where an attempt is under way; nil where that is open.
    ///
    /// An attempt to confirm a state, and the first one, may come sooner.
    func nextAttempt(of number: Int, _ now: Instant) -> Instant? {
        guard number < posts.count, let post = posts[number], post.isOpen else { return nil }
        guard case .idle = post.standing else { return now }
        return post.grid?.slot(notBefore: now)
    }

    /// Whether somebody waits for a place.
    package var isWaitedFor: Bool { waiting.contains { $0.first != nil } }

    /// The oldest slot that is due and has no attempt yet.
    package var oldestDue: Instant? {
        (waiting.compactMap { $0.first?.due } + [slots.earliest?.due].compactMap(\.self)).min()
    }
}

// MARK: - What there is to attempt

extension Agenda {
    /// Takes on a probe under a number that nobody has; `ticket` is in each of its attempts.
    package mutating func add(
        _ number: Int, _ probe: ProbeSettings, ticket: UInt32, isOpen: Bool, now: Instant
    ) {
        if number >= posts.count {
            posts.append(contentsOf: repeatElement(nil, count: number + 1 - posts.count))
        }
        posts[number] = Post(probe, ticket: ticket, slotTicket: nextSlotTicket())
        if isOpen { open(number, now) }
    }

    /// Changes what is said of a probe, and not what it does: its attempt in flight goes on.
    package mutating func change(_ number: Int, to probe: ProbeSettings, isOpen: Bool, now: Instant)
    {
        guard let before = posts[number] else { return }
        var post = Post(probe, ticket: before.ticket, slotTicket: before.slotTicket)
        post.claim.count = before.claim.count
        post.standing = before.standing
        // Where its slots stay what they were, none of them is lost.
        if before.isOpen, isOpen, before.grid == post.grid {
            post.isOpen = true
            post.isToBeConfirmed = before.isToBeConfirmed
        } else {
            post.slotTicket = nextSlotTicket()
        }
        // Outside its window nothing of it starts, not even what has waited for a place.
        if !isOpen { post.standing.giveUpWaiting() }
        posts[number] = post
        if isOpen { open(number, now) }
    }

    /// Drops a probe; its number is free, though an attempt of it may be in flight.
    package mutating func remove(_ number: Int) {
        posts[number] = nil
    }

    /// Its window begins: its slots from now on hold, and an extra one at once.
    package mutating func open(_ number: Int, _ now: Instant) {
        guard let post = posts[number], !post.isOpen else { return }
        posts[number]?.isOpen = true
        for slot in post.slots(of: number, from: now) { slots.insert(slot) }
    }

    /// Its window is over: nothing of it starts any more.
    package mutating func close(_ number: Int) {
        let ticket = nextSlotTicket()
        posts[number]?.isOpen = false
        posts[number]?.isToBeConfirmed = false
        posts[number]?.slotTicket = ticket
        posts[number]?.standing.giveUpWaiting()
    }

    /// Lets a probe be attempted out of turn, to confirm its state; one such slot at a time.
    package mutating func confirm(_ number: Int, at due: Instant) {
        guard let post = posts[number], post.isOpen, !post.isToBeConfirmed else { return }
        posts[number]?.isToBeConfirmed = true
        slots.insert(
            SlotHeap.Slot(due: due, probe: number, kind: .confirmation, ticket: post.slotTicket))
    }

    private mutating func nextSlotTicket() -> UInt32 {
        lastSlotTicket &+= 1
        return lastSlotTicket
    }
}

// MARK: - What is due

extension Agenda {
    /// Takes the next attempt to be started, if a slot is due; tells what was missed.
    package mutating func takeDue(_ now: Instant, missed: (Missed) -> Void) -> Start? {
        // An attempt of many connections may have left places for more than one.
        if isWaitedFor, let start = takeWaiting() { return start }
        while let slot = slots.earliest, slot.due <= now {
            guard posts[slot.probe]?.slotTicket == slot.ticket else {
                _ = slots.removeEarliest()
                continue
            }
            let start =
                slot.kind == .regular ? takeRegular(slot, now, missed) : takeSingle(slot)
            if let start { return start }
        }
        return nil
    }

    /// An attempt has ended; returns the one that has waited longest of those with a place now.
    ///
    /// The next one takes as many places as this one made connections at once, where it made any.
    package mutating func finish(_ start: Start, connections count: Int? = nil) -> Start? {
        places.give(back: start.claim)
        if posts[start.probe]?.ticket == start.ticket {
            posts[start.probe]?.standing = .idle
            if let count { posts[start.probe]?.claim.count = UInt8(clamping: max(1, count)) }
        }
        return takeWaiting()
    }

    private mutating func takeWaiting() -> Start? {
        dropWhatHoldsNoMore()
        guard let queue = takePlaceForLongestWaiting(), let next = waiting[queue].popFirst()
        else { return nil }
        posts[next.probe]?.standing = .inFlight(next.kind)
        return next
    }

    /// Drops those at the front that were removed or whose window is over.
    private mutating func dropWhatHoldsNoMore() {
        for queue in waiting.indices {
            while let first = waiting[queue].first, !isWaiting(first) {
                _ = waiting[queue].popFirst()
            }
        }
    }

    private func isWaiting(_ start: Start) -> Bool {
        guard let post = posts[start.probe], post.ticket == start.ticket,
            case .waiting = post.standing
        else { return false }
        return true
    }

    /// Takes a place for the first of one of the queues, and says which.
    private mutating func takePlaceForLongestWaiting() -> Int? {
        let plain = waiting[0].first?.due ?? .distantFuture
        let secure = waiting[1].first?.due ?? .distantFuture
        for queue in plain <= secure ? [0, 1] : [1, 0] {
            guard let first = waiting[queue].first else { continue }
            if places.take(first.claim) { return queue }
            // Who lacks handshakes only lets the other queue go before.
            guard places.areLeft(for: first.claim) else { return nil }
        }
        return nil
    }

    /// Whether one of those that wait needs more places than are left: nobody goes before it.
    private var isHeldUp: Bool {
        waiting.contains { queue in queue.first.map { !places.areLeft(for: $0.claim) } ?? false }
    }

    /// Takes a slot that lies on no grid, which is not missed: an attempt in flight is as good.
    private mutating func takeSingle(_ slot: SlotHeap.Slot) -> Start? {
        _ = slots.removeEarliest()
        if slot.kind == .confirmation { posts[slot.probe]?.isToBeConfirmed = false }
        guard let post = posts[slot.probe], case .idle = post.standing else { return nil }
        return admit(post, slot, due: slot.due)
    }

    /// Takes a slot of the grid, and puts the next one in its place.
    private mutating func takeRegular(
        _ slot: SlotHeap.Slot, _ now: Instant, _ missed: (Missed) -> Void
    ) -> Start? {
        guard let post = posts[slot.probe], let grid = post.grid else {
            _ = slots.removeEarliest()
            return nil
        }
        let next = grid.slot(notBefore: Instant(nanoseconds: now.nanoseconds + 1))
        // No catching up: of several slots that passed while nobody looked only the last counts.
        let last = Instant(nanoseconds: next.nanoseconds - grid.interval.nanoseconds)
        let passed = (last.nanoseconds - slot.due.nanoseconds) / grid.interval.nanoseconds
        if passed > 0 { missed(Missed(probe: slot.probe, slots: passed, reason: .late)) }
        slots.replaceEarliest(
            with: SlotHeap.Slot(due: next, probe: slot.probe, ticket: slot.ticket))
        switch post.standing {
        case .idle:
            return admit(post, slot, due: last)
        case .inFlight(.confirmation):
            // It asks the same, and is as good.
            break
        case .inFlight:
            missed(Missed(probe: slot.probe, slots: 1, reason: .inFlight))
        case .waiting:
            missed(Missed(probe: slot.probe, slots: 1, reason: .places))
        }
        return nil
    }

    /// Starts an attempt of an idle probe, or lets it wait for a place.
    private mutating func admit(_ post: Post, _ slot: SlotHeap.Slot, due: Instant) -> Start? {
        let start = Start(
            probe: slot.probe, due: due, kind: slot.kind, ticket: post.ticket, claim: post.claim)
        let queue = post.claim.needsHandshake ? 1 : 0
        guard waiting[queue].first == nil, !isHeldUp, places.take(post.claim) else {
            posts[slot.probe]?.standing = .waiting
            waiting[queue].append(start)
            return nil
        }
        posts[slot.probe]?.standing = .inFlight(slot.kind)
        return start
    }
}
