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
        /// Why an attempt is to be made.
        public var kind: Kind
        /// What tells it from a slot of the same probe that holds no more.
        public var ticket: UInt32

        /// A slot of `probe`.
        public init(due: Instant, probe: Int, kind: Kind = .regular, ticket: UInt32 = 0) {
            self.due = due
            self.probe = probe
            self.kind = kind
            self.ticket = ticket
        }
    }

    /// Why an attempt is made.
    public enum Kind: Sendable {
        /// A slot of the grid has come; the next one follows.
        case regular
        /// The probe is new or its window has begun: it lies on no grid, and none follows.
        case first
        /// The attempt before it speaks against the state of the probe.
        case confirmation
    }

    private typealias Entry = (slot: Slot, sequence: UInt64)

    private var entries: [Entry] = []
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

    /// Puts a slot in the place of the one that is due first.
    public mutating func replaceEarliest(with slot: Slot) {
        precondition(!entries.isEmpty, "there is no slot to replace")
        sequence += 1
        entries[0] = (slot, sequence)
        sink(0)
    }

    private static func precedes(_ first: Entry, _ second: Entry) -> Bool {
        first.slot.due == second.slot.due
            ? first.sequence < second.sequence : first.slot.due < second.slot.due
    }

    private mutating func rise(_ start: Int) {
        var place = start
        let entry = entries[place]
        while place > 0, Self.precedes(entry, entries[(place - 1) / 2]) {
            entries[place] = entries[(place - 1) / 2]
            place = (place - 1) / 2
        }
        entries[place] = entry
    }

    private mutating func sink(_ start: Int) {
        var place = start
        let entry = entries[place]
        while true {
            var child = place * 2 + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, Self.precedes(entries[child + 1], entries[child]) {
                child += 1
            }
            guard Self.precedes(entries[child], entry) else { break }
            entries[place] = entries[child]
            place = child
        }
        entries[place] = entry
    }
}
