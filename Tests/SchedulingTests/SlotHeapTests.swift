import Scheduling
import Simulation
import Testing
import Time

struct SlotHeapTests {
    private static func drain(_ heap: inout SlotHeap) -> [SlotHeap.Slot] {
        var slots: [SlotHeap.Slot] = []
        while let slot = heap.removeEarliest() { slots.append(slot) }
        return slots
    }

    @Test func `an empty heap has nothing`() {
        var heap = SlotHeap()
        #expect(heap.earliest == nil)
        #expect(heap.removeEarliest() == nil)
        #expect(heap.count == 0)
    }

    @Test(arguments: [0, 1, 2, 3, 5, 100, 1_000])
    func `slots come in the order of a stable sort`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        var heap = SlotHeap()
        var slots: [SlotHeap.Slot] = []
        for probe in 0..<count {
            let due = Instant(nanoseconds: Int64.random(in: 0..<50, using: &generator))
            slots.append(SlotHeap.Slot(due: due, probe: probe))
            heap.insert(slots[probe])
        }
        #expect(heap.count == count)
        // Probes are numbered in the order in which they were added: that makes ties FIFO.
        let expected = slots.sorted { ($0.due, $0.probe) < ($1.due, $1.probe) }
        #expect(heap.earliest == expected.first)
        #expect(Self.drain(&heap) == expected)
    }

    @Test func `equal slots come in the order in which they were added, also after others left`() {
        var heap = SlotHeap()
        let due = Instant(nanoseconds: 9)
        for probe in 0..<10 { heap.insert(SlotHeap.Slot(due: due, probe: probe)) }
        for _ in 0..<4 { _ = heap.removeEarliest() }
        for probe in 10..<14 { heap.insert(SlotHeap.Slot(due: due, probe: probe)) }
        #expect(Self.drain(&heap).map(\.probe) == Array(4..<14))
    }

    @Test func `the earliest is right while slots come and go`() {
        var generator = SeededGenerator(seed: 3)
        var heap = SlotHeap()
        var kept: [SlotHeap.Slot] = []
        for probe in 0..<5_000 {
            if Bool.random(using: &generator) || kept.isEmpty {
                let due = Instant(nanoseconds: Int64.random(in: 0..<300, using: &generator))
                kept.append(SlotHeap.Slot(due: due, probe: probe))
                heap.insert(SlotHeap.Slot(due: due, probe: probe))
            } else {
                let least = kept.indices.min {
                    (kept[$0].due, kept[$0].probe) < (kept[$1].due, kept[$1].probe)
                }
                let expected = least.map { kept.remove(at: $0) }
                #expect(heap.removeEarliest() == expected)
            }
            #expect(heap.count == kept.count)
        }
    }

    @Test func `a slot that replaces the earliest comes in its turn`() {
        var generator = SeededGenerator(seed: 4)
        var heap = SlotHeap()
        var kept = (0..<100).map { SlotHeap.Slot(due: Instant(nanoseconds: 0), probe: $0) }
        for slot in kept { heap.insert(slot) }
        for probe in 100..<5_000 {
            let later = Int64.random(in: 0..<300, using: &generator)
            let next = SlotHeap.Slot(due: kept[0].due + .nanoseconds(later), probe: probe)
            #expect(heap.earliest == kept.removeFirst())
            heap.replaceEarliest(with: next)
            kept.insert(next, at: kept.firstIndex { $0.due > next.due } ?? kept.count)
        }
        #expect(Self.drain(&heap) == kept)
    }
}
