import Time

/// The deadlines of all waits, the earliest on top: a heap of four children a node.
///
/// Equal deadlines come in the order in which they were added, so that nothing depends on the shape
/// of the heap. Who owns a wait is told where its entry moved, so that it can be taken out early.
struct TimerHeap {
    struct Entry {
        var deadline: Instant
        var sequence: UInt64
        var slot: Int

        func precedes(_ other: Entry) -> Bool {
            deadline == other.deadline ? sequence < other.sequence : deadline < other.deadline
        }
    }

    private var entries: [Entry] = []
    private var sequence: UInt64 = 0

    /// The place of no entry.
    static let nowhere = -1

    var count: Int { entries.count }

    var earliest: Entry? { entries.first }

    /// Adds a deadline for `slot`; `places[slot]` follows the entry from here on.
    mutating func insert(_ deadline: Instant, slot: Int, places: inout [Int]) {
        sequence += 1
        entries.append(Entry(deadline: deadline, sequence: sequence, slot: slot))
        rise(entries.count - 1, &places)
    }

    /// Takes out the entry at `place`.
    mutating func remove(at place: Int, places: inout [Int]) {
        places[entries[place].slot] = Self.nowhere
        let last = entries.removeLast()
        guard place < entries.count else { return }
        entries[place] = last
        places[last.slot] = place
        sink(place, &places)
        rise(place, &places)
    }

    private mutating func rise(_ start: Int, _ places: inout [Int]) {
        var place = start
        let entry = entries[place]
        while place > 0 {
            let parent = (place - 1) / 4
            guard entry.precedes(entries[parent]) else { break }
            move(parent, to: place, &places)
            place = parent
        }
        entries[place] = entry
        places[entry.slot] = place
    }

    private mutating func sink(_ start: Int, _ places: inout [Int]) {
        var place = start
        let entry = entries[place]
        while true {
            let first = place * 4 + 1
            guard first < entries.count else { break }
            var least = first
            for child in first..<min(first + 4, entries.count)
            where entries[child].precedes(entries[least]) {
                least = child
            }
            guard entries[least].precedes(entry) else { break }
            move(least, to: place, &places)
            place = least
        }
        entries[place] = entry
        places[entry.slot] = place
    }

    private mutating func move(_ source: Int, to place: Int, _ places: inout [Int]) {
        entries[place] = entries[source]
        places[entries[place].slot] = place
    }
}
