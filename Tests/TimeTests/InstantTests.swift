import Testing
import Time

struct InstantTests {
    @Test func `instants are ordered and differ by durations`() {
        let start = Instant(nanoseconds: 1_000)
        let later = start + .nanoseconds(5)
        #expect(start < later)
        #expect(!(later < start) && !(start < start))
        #expect(later - start == .nanoseconds(5))
        #expect(start - later == .nanoseconds(-5))
        #expect(later + .nanoseconds(-5) == start)
    }

    @Test(arguments: [
        (Instant(nanoseconds: .max - 1), Duration.nanoseconds(2)),
        (Instant(nanoseconds: 0), .seconds(Int64.max)),
        (.distantFuture, .nanoseconds(1)), (.distantFuture, .zero),
        (.distantFuture, .seconds(Int64.max)),
    ])
    func `what lies beyond the clock is the distant future`(instant: Instant, duration: Duration) {
        #expect(instant + duration == .distantFuture)
    }

    @Test func `the last instant before the distant future can be reached`() {
        let last = Instant(nanoseconds: .max - 1)
        #expect(Instant(nanoseconds: 0) + .nanoseconds(Int64.max - 1) == last)
        #expect(last < .distantFuture)
    }
}
