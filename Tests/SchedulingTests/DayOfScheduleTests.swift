import Scheduling
import Simulation
import Testing
import Time

/// A scheduler in small: one heap of slots, one task an attempt.
struct DayOfScheduleTests {
    private static let intervals: [Duration] = [
        .seconds(10), .seconds(15), .seconds(30), .seconds(60), .seconds(300),
    ]

    @Test func `a day of fifty probes runs each slot once and on time`() {
        let loop = SimulatedLoop()
        let start = loop.now
        let grids = (0..<50).map { index in
            Grid(
                origin: start, interval: Self.intervals[index % Self.intervals.count],
                identity: "probe \(index)".utf8)
        }
        let runs = loop.run(for: .seconds(86_400)) {
            var heap = SlotHeap()
            var runs = [Int](repeating: 0, count: grids.count)
            for (probe, grid) in grids.enumerated() {
                heap.insert(SlotHeap.Slot(due: grid.first, probe: probe))
            }
            await withDiscardingTaskGroup { group in
                while let slot = heap.removeEarliest() {
                    guard await loop.sleep(until: slot.due) == .elapsed else { return }
                    runs[slot.probe] += 1
                    group.addTask { _ = await loop.sleep(until: slot.due + .milliseconds(20)) }
                    let next = grids[slot.probe].slot(notBefore: slot.due + .nanoseconds(1))
                    heap.insert(SlotHeap.Slot(due: next, probe: slot.probe))
                }
            }
            return runs
        }
        let expected = grids.map {
            Int($0.slots(after: start + .nanoseconds(-1), before: start + .seconds(86_400)))
        }
        #expect(runs == expected)
    }
}
