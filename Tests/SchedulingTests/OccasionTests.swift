import Scheduling
import Testing
import Time

struct OccasionTests {
    private static func time(_ seconds: Int64) -> WallTime { WallTime(secondsSinceEpoch: seconds) }

    @Test func `what is once begins, ends, and changes no more`() {
        let once = Occasion.once(from: Self.time(100), until: Self.time(200))
        #expect(
            [99, 100, 199, 200].map { once.contains(Self.time($0)) } == [false, true, true, false])
        #expect(once.change(after: Self.time(0)) == Self.time(100))
        #expect(once.change(after: Self.time(100)) == Self.time(200))
        #expect(once.change(after: Self.time(200)) == nil)
    }

    @Test func `what recurs is its schedule`() {
        let schedule = Schedule(
            zone: .utc, weekly: [.init(on: [0], .init(begin: 0, end: 3_600))])
        let weekly = Occasion.recurring(schedule)
        // 1970-01-04 was a Sunday.
        let sunday = Int64(3 * 86_400)
        #expect(weekly.contains(Self.time(sunday)))
        #expect(!weekly.contains(Self.time(sunday + 3_600)))
        #expect(weekly.change(after: Self.time(0)) == Self.time(sunday))
        #expect(weekly.change(after: Self.time(sunday)) == Self.time(sunday + 3_600))
        #expect(
            weekly == .recurring(schedule)
                && weekly.hashValue == Occasion.recurring(schedule).hashValue)
    }
}
