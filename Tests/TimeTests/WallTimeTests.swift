import Testing
import Time

struct WallTimeTests {
    @Test func `times are ordered and differ by durations, before the epoch too`() {
        let before = WallTime(secondsSinceEpoch: -2)
        let after = WallTime(nanoseconds: 3)
        #expect(before < after)
        #expect(after - before == .seconds(2) + .nanoseconds(3))
        #expect(before - after == .seconds(-2) - .nanoseconds(3))
        #expect(before + .seconds(2) + .nanoseconds(3) == after)
    }

    @Test(arguments: [
        (Int64.max, Int64.max), (.min, .min), (9_223_372_036, 9_223_372_036_000_000_000),
        (9_223_372_037, .max), (-9_223_372_037, .min), (253_402_300_799, .max),
    ])
    func `a date beyond the range is its end`(seconds: Int64, nanoseconds: Int64) {
        #expect(WallTime(secondsSinceEpoch: seconds).nanoseconds == nanoseconds)
    }

    @Test func `sums and differences beyond the range are its ends`() {
        let first = WallTime(nanoseconds: .min)
        let last = WallTime(nanoseconds: .max)
        #expect(last + .nanoseconds(1) == last)
        #expect(first + .nanoseconds(-1) == first)
        #expect(first + .seconds(Int64.max) == WallTime(nanoseconds: -1))
        #expect(last - first == .nanoseconds(Int64.max))
        #expect(first - last == .nanoseconds(Int64.min))
    }
}
