public import Time

/// Which probe is due next: a heap of slots, the earliest on top.
///
/// Equal instants come in the order in which they were added.
public struct SlotHeap: Sendable {
    /// A slot of a probe.
    public struct Slot: Equatable, Sendable {
        /// When it is due.
        public var due: Instant
        /// Whose it is.
        public var probe: Int

        /// A slot of `probe`.
        public init(due: Instant, probe: Int) {
            self.due = due
            self.probe = probe
        }
    }

    private var entries: [(slot: Slot, sequence: UInt64)] = []
    private var sequence: UInt64 = 0

    /// No slot.
    public init() {}

    /// The slot that is due first.
    public var earliest: Slot? { entries.first?.slot }

    /// How many slots there are.
    public var count: Int { entries.count }

    /// Adds a slot.
    public mutating func insert(_ slot: Slot) {
        sequence += 1
        entries.append((slot, sequence))
        rise(entries.count - 1)
    }

    /// Takes out the slot that is due first.
    public mutating func removeEarliest() -> Slot? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if !entries.isEmpty {
            entries[0] = last
            sink(0)
        }
        return first.slot
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let (first, second) = (entries[left], entries[right])
        return first.slot.due == second.slot.due
            ? first.sequence < second.sequence : first.slot.due < second.slot.due
    }

    private mutating func rise(_ start: Int) {
        var place = start
        while place > 0, precedes(place, (place - 1) / 2) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink(_ start: Int) {
        var place = start
        while true {
            var least = place
            for child in [place * 2 + 1, place * 2 + 2]
            where child < entries.count && precedes(child, least) {
                least = child
            }
            guard least != place else { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
