/// All that is waited for in the simulated world: whoever comes first ends a wait, once.
///
/// A heap of four children a node keeps the deadlines. Times are bare nanoseconds, because a run of
/// a simulated day goes through here some ten million times, in a debug build too.
struct SimulatedWaits {
    /// How a wait ended.
    enum Outcome: Sendable {
        case fired
        case deadline
        case cancelled
    }

    /// Names one wait for as long as it lasts.
    struct Token: Sendable {
        var slot: Int
        var generation: UInt32
    }

    @safe
    private enum Waiter {
        case none
        case open
        case ended(Outcome)
        case task(UnsafeContinuation<Outcome, Never>)
        case callback(@Sendable () -> Void)
    }

    private struct Slot {
        var waiter = Waiter.none
        var generation: UInt32 = 0
        var place = nowhere
    }

    private struct Entry {
        var deadline: Int64
        var sequence: Int64
        var slot: Int
    }

    private static let nowhere = -1

    private var slots: [Slot] = []
    private var free: [Int] = []
    private var heap: [Entry] = []
    private var sequence: Int64 = 0

    var earliestDeadline: Int64? { heap.isEmpty ? nil : heap[0].deadline }

    /// Waits that have not ended.
    var count: Int { slots.count - free.count }

    mutating func open() -> Token {
        if let slot = free.popLast() {
            slots[slot].waiter = .open
            return Token(slot: slot, generation: slots[slot].generation)
        }
        slots.append(Slot(waiter: .open))
        return Token(slot: slots.count - 1, generation: 0)
    }

    /// Suspends an open wait; resumes at once where it has ended meanwhile.
    mutating func suspend(
        _ token: Token, until deadline: Int64, _ continuation: UnsafeContinuation<Outcome, Never>
    ) {
        precondition(token.generation == slots[token.slot].generation, "this wait is over")
        switch slots[token.slot].waiter {
        case .open:
            slots[token.slot].waiter = unsafe .task(continuation)
            arm(token.slot, deadline)
        case .ended(let outcome):
            close(token.slot)
            unsafe continuation.resume(returning: outcome)
        case .none, .task, .callback:
            preconditionFailure("a wait has one task")
        }
    }

    mutating func schedule(_ deadline: Int64, _ callback: @escaping @Sendable () -> Void) {
        let token = open()
        slots[token.slot].waiter = .callback(callback)
        arm(token.slot, deadline)
    }

    /// Ends a wait; nothing happens where it has ended already.
    mutating func end(_ token: Token, _ outcome: Outcome) {
        guard token.generation == slots[token.slot].generation else { return }
        switch slots[token.slot].waiter {
        case .open:
            slots[token.slot].waiter = .ended(outcome)
        case .task(let continuation):
            close(token.slot)
            unsafe continuation.resume(returning: outcome)
        case .callback, .none, .ended:
            break
        }
    }

    enum Expiry {
        case nothing
        case resumed
        case callback(@Sendable () -> Void)
    }

    /// Ends the earliest wait if its deadline is not after `now`; hands out its callback, if any.
    mutating func expire(_ now: Int64) -> Expiry {
        guard !heap.isEmpty, heap[0].deadline <= now else { return .nothing }
        let slot = heap[0].slot
        switch slots[slot].waiter {
        case .task(let continuation):
            close(slot)
            unsafe continuation.resume(returning: .deadline)
            return .resumed
        case .callback(let callback):
            close(slot)
            return .callback(callback)
        case .none, .open, .ended:
            preconditionFailure("only a suspended wait has a deadline")
        }
    }

    private mutating func close(_ slot: Int) {
        let place = slots[slot].place
        if place != Self.nowhere { remove(at: place) }
        slots[slot].waiter = .none
        slots[slot].generation &+= 1
        free.append(slot)
    }
}

// MARK: - The heap

extension SimulatedWaits {
    private mutating func arm(_ slot: Int, _ deadline: Int64) {
        guard deadline < .max else { return }
        sequence += 1
        let entry = Entry(deadline: deadline, sequence: sequence, slot: slot)
        heap.append(entry)
        rise(heap.count - 1, entry)
    }

    private mutating func remove(at place: Int) {
        slots[heap[place].slot].place = Self.nowhere
        let last = heap.removeLast()
        guard place < heap.count else { return }
        if sink(place, last) == place { rise(place, last) }
    }

    private func precedes(_ left: Entry, _ right: Entry) -> Bool {
        left.deadline == right.deadline
            ? left.sequence < right.sequence : left.deadline < right.deadline
    }

    private mutating func put(_ entry: Entry, at place: Int) {
        heap[place] = entry
        slots[entry.slot].place = place
    }

    private mutating func rise(_ start: Int, _ entry: Entry) {
        var place = start
        while place > 0 {
            let parent = heap[(place - 1) / 4]
            guard precedes(entry, parent) else { break }
            put(parent, at: place)
            place = (place - 1) / 4
        }
        put(entry, at: place)
    }

    private mutating func sink(_ start: Int, _ entry: Entry) -> Int {
        var place = start
        while place * 4 + 1 < heap.count {
            var least = place * 4 + 1
            let end = min(least + 4, heap.count)
            var smallest = heap[least]
            var child = least + 1
            while child < end {
                let candidate = heap[child]
                if precedes(candidate, smallest) { (least, smallest) = (child, candidate) }
                child += 1
            }
            guard precedes(smallest, entry) else { break }
            put(smallest, at: place)
            place = least
        }
        put(entry, at: place)
        return place
    }
}
