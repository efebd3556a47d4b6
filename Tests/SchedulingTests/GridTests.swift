import Scheduling
import Simulation
import Testing
import Time

struct GridTests {
    private static func at(_ nanoseconds: Int64) -> Instant { Instant(nanoseconds: nanoseconds) }

    @Test func `a year of slots does not drift`() {
        let grid = Grid(first: Self.at(7), interval: .seconds(15))
        var slot = grid.first
        let slots: Int64 = 365 * 86_400 / 15
        for _ in 0..<slots { slot = grid.slot(notBefore: slot + .nanoseconds(1)) }
        #expect(slot.nanoseconds == 7 + slots * 15_000_000_000)
    }

    @Test(arguments: [
        (Int64(-5), Int64(100)), (0, 100), (99, 100), (100, 100), (101, 130), (129, 130),
        (130, 130), (131, 160), (1_000, 1_000), (1_001, 1_030),
    ])
    func `the next slot is the first that is not before`(instant: Int64, slot: Int64) {
        let grid = Grid(first: Self.at(100), interval: .nanoseconds(30))
        #expect(grid.slot(notBefore: Self.at(instant)) == Self.at(slot))
    }

    @Test func `slots and their number are those of a naive count`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let first = Int64.random(in: 0..<200, using: &generator)
            let interval = Int64.random(in: 1...40, using: &generator)
            let earlier = Int64.random(in: 0..<400, using: &generator)
            let later = Int64.random(in: 0..<400, using: &generator)
            let grid = Grid(first: Self.at(first), interval: .nanoseconds(interval))
            let slots = Array(stride(from: first, through: 500, by: Int(interval)))
            #expect(
                grid.slot(notBefore: Self.at(earlier)).nanoseconds
                    == slots.first { $0 >= earlier })
            #expect(
                grid.slots(after: Self.at(earlier), before: Self.at(later))
                    == Int64(slots.count { $0 > earlier && $0 < later }))
        }
    }

    @Test func `the ends of the clock are no trap`() {
        let grid = Grid(first: Self.at(3), interval: .seconds(86_400))
        #expect(grid.slot(notBefore: .distantFuture) == .distantFuture)
        #expect(grid.slots(after: .distantFuture, before: .distantFuture) == 0)
        #expect(grid.slots(after: Self.at(.max - 1), before: .distantFuture) == 0)
        let most = Grid(first: Self.at(0), interval: .nanoseconds(1))
        #expect(most.slots(after: Self.at(0), before: .distantFuture) == .max - 1)
        #expect(most.slot(notBefore: .distantFuture) == .distantFuture)
        let slow = Grid(first: Self.at(10), interval: .nanoseconds(Int64.max))
        #expect(slow.slot(notBefore: Self.at(11)) == .distantFuture)
    }

    @Test func `ten thousand probes are spread evenly over the interval`() {
        let interval = Duration.seconds(60)
        var buckets = [Int](repeating: 0, count: 100)
        for index in 0..<10_000 {
            let identity = "https://host-\(index).example:443 module=https region=eu"
            let grid = Grid(origin: Self.at(0), interval: interval, identity: identity.utf8)
            #expect(grid.first >= Self.at(0) && grid.first < Self.at(0) + interval)
            buckets[Int(grid.first.nanoseconds / 600_000_000)] += 1
        }
        #expect(buckets.reduce(0, +) == 10_000)
        #expect(buckets.allSatisfy { $0 <= 200 })
        #expect(buckets.allSatisfy { $0 >= 50 })
    }

    @Test func `a place depends on the identity and on nothing else`() {
        let origin = Self.at(5_000)
        let grids = (0..<2).map { _ in
            Grid(origin: origin, interval: .seconds(10), identity: "a probe".utf8)
        }
        #expect(grids[0] == grids[1])
        let doubled = Grid(origin: origin, interval: .seconds(20), identity: "a probe".utf8)
        let difference = (doubled.first - origin) - (grids[0].first - origin) * 2
        #expect(difference >= .zero && difference <= .nanoseconds(1))
    }
}
