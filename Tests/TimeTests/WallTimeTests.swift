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
        (Int64(0), Int64(0), Int32(0)), (1, 0, 1), (-1, -1, 999_999_999),
        (999_999_999, 0, 999_999_999), (-1_000_000_000, -1, 0), (-1_000_000_001, -2, 999_999_999),
        (.max, 9_223_372_036, 854_775_807), (.min, -9_223_372_037, 145_224_192),
    ])
    func `what a clock tells is kept to the nanosecond, in seconds that are rounded down`(
        nanoseconds: Int64, seconds: Int64, rest: Int32
    ) {
        let time = WallTime(nanoseconds: nanoseconds)
        #expect(time.secondsSinceEpoch == seconds)
        #expect(time.nanosecondsOfSecond == rest)
        #expect(time.nanoseconds == nanoseconds)
    }

    @Test(
        arguments: [
            (Int64.max, Int64.max), (.min, .min), (9_223_372_036, 9_223_372_036_000_000_000),
            (9_223_372_037, .max), (-9_223_372_036, -9_223_372_036_000_000_000),
            (-9_223_372_037, .min), (253_402_300_799, .max), (-62_167_219_200, .min),
        ] as [(Int64, Int64)])
    func `a date is exact in seconds, and as near as nanoseconds reach`(
        seconds: Int64, nanoseconds: Int64
    ) {
        let time = WallTime(secondsSinceEpoch: seconds)
        #expect(time.secondsSinceEpoch == seconds)
        #expect(time.nanoseconds == nanoseconds)
    }

    @Test func `the years 0 and 9999 are as far apart as they are`() {
        let first = WallTime(secondsSinceEpoch: -62_167_219_200)
        let last = WallTime(secondsSinceEpoch: 253_402_300_799)
        #expect(first < WallTime(nanoseconds: .min))
        #expect(WallTime(nanoseconds: .max) < last)
        #expect(last - first == .seconds(315_569_519_999))
        #expect(first - last == .seconds(-315_569_519_999))
        #expect(first + .seconds(315_569_519_999) == last)
        #expect(last + .nanoseconds(-1) < last)
        #expect(last + .nanoseconds(-1) + .nanoseconds(1) == last)
    }

    @Test func `sums beyond the range are its ends, and differences span it`() {
        let first = WallTime(secondsSinceEpoch: .min)
        let last = WallTime(secondsSinceEpoch: .max) + .nanoseconds(999_999_999)
        #expect(last + .nanoseconds(1) == last)
        #expect(last + .seconds(Int64.max) == last)
        #expect(first + .nanoseconds(-1) == first)
        #expect(first + .seconds(Int64.min) == first)
        #expect(first + .seconds(Int64.max) == WallTime(secondsSinceEpoch: -1))
        let whole = Duration.seconds(Int64.max) - .seconds(Int64.min) + .nanoseconds(999_999_999)
        #expect(last - first == whole)
        #expect(first - last == .zero - whole)
        #expect(first + whole == last)
    }
}
