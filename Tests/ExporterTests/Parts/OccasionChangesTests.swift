import Exporter
import Scheduling
import Testing
import Time

/// When windows and maintenance are said to begin or end next.
struct OccasionChangesTests {
    private static func time(_ seconds: Int64) -> WallTime { WallTime(secondsSinceEpoch: seconds) }
    private static func once(_ begin: Int64, _ end: Int64) -> Occasion {
        .once(from: time(begin), until: time(end))
    }

    private static func next(_ occasions: [(Int64, Int64)], at now: Int64 = 50) -> WallTime? {
        var changes = OccasionChanges(after: time(now))
        return changes.next(ofAny: occasions.map { once($0, $1) })
    }

    @Test func `the first that begins is next, and none that is over`() {
        #expect(Self.next([]) == nil)
        #expect(Self.next([(0, 50)]) == nil)
        #expect(Self.next([(80, 90), (60, 70), (0, 10)]) == Self.time(60))
    }

    @Test func `what has begun ends when none of those is any more that follow without a gap`() {
        #expect(Self.next([(50, 60), (60, 70)]) == Self.time(70))
        #expect(Self.next([(40, 60), (55, 58), (70, 80)]) == Self.time(60))
        #expect(Self.next([(40, 60), (55, 90), (61, 70)]) == Self.time(90))
    }

    @Test func `a schedule that never changes has no next change`() {
        let wholeDay = Schedule.Window(begin: 0, end: 86_400)
        let always = Occasion.recurring(
            Schedule(zone: .utc, weekly: [Schedule.Weekly(on: Set(0...6), wholeDay)]))
        var changes = OccasionChanges(after: Self.time(50))
        #expect(changes.next(of: always) == nil)
        #expect(changes.next(ofAny: [always, Self.once(60, 70)]) == nil)
    }
}
