import Testing
import Time

struct CivilTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_767_225_600, "2026-01-01T00:00:00.000Z"),
            (951_782_399, "2000-02-28T23:59:59.000Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (951_868_800, "2000-03-01T00:00:00.000Z"),
            (4_107_542_399, "2100-02-28T23:59:59.000Z"),
            (4_107_542_400, "2100-03-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.000Z"),
            (-2_203_891_200, "1900-03-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func `seconds are written as people do`(seconds: Int64, text: String) {
        #expect(CivilTime(WallTime(secondsSinceEpoch: seconds)).description == text)
    }

    @Test func `fractions are cut to milliseconds, before the epoch too`() {
        #expect(
            CivilTime(WallTime(nanoseconds: 961_999_999)).description == "1970-01-01T00:00:00.961Z")
        #expect(CivilTime(WallTime(nanoseconds: -1)).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func `the ends of the range are times`() {
        #expect(
            CivilTime(WallTime(nanoseconds: .min)).description == "1677-09-21T00:12:43.145Z")
        #expect(
            CivilTime(WallTime(nanoseconds: .max)).description == "2262-04-11T23:47:16.854Z")
    }

    @Test func `every day follows the one before it`() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = (year: 1_890, month: 1, day: 1)
        // 1890-01-01, 29,219 days before the epoch; to the end of 2109.
        for day in Int64(-29_219)..<51_135 {
            let civil = CivilTime(WallTime(secondsSinceEpoch: day * 86_400 + 43_200))
            guard (civil.year, civil.month, civil.day) == expected, civil.hour == 12 else {
                Issue.record("day \(day) is \(civil) instead of \(expected)")
                return
            }
            let year = expected.year
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0)
            expected.day += 1
            if expected.day > length { expected = (year, expected.month + 1, 1) }
            if expected.month > 12 { expected = (year + 1, 1, 1) }
        }
        #expect(expected.year == 2_110 && expected.month == 1)
    }
}
