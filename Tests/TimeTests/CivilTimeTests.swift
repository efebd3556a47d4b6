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
            (-631_152_000, "1950-01-01T00:00:00.000Z"),
            (-9_246_096_001, "1676-12-31T23:59:59.000Z"),
            (-11_670_998_400, "1600-02-29T00:00:00.000Z"),
            (-62_135_596_800, "0001-01-01T00:00:00.000Z"),
            (-62_167_219_200, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_201, "-0001-12-31T23:59:59.000Z"),
            (253_402_300_799, "9999-12-31T23:59:59.000Z"),
            (253_402_300_800, "10000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func `seconds are written as people do`(seconds: Int64, text: String) {
        #expect(CivilTime(WallTime(secondsSinceEpoch: seconds)).description == text)
    }

    @Test func `fractions are cut to milliseconds, before the epoch too`() {
        #expect(
            CivilTime(WallTime(nanoseconds: 961_999_999)).description == "1970-01-01T00:00:00.961Z")
        #expect(CivilTime(WallTime(nanoseconds: -1)).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func `the ends of a clock in nanoseconds are times`() {
        #expect(
            CivilTime(WallTime(nanoseconds: .min)).description == "1677-09-21T00:12:43.145Z")
        #expect(
            CivilTime(WallTime(nanoseconds: .max)).description == "2262-04-11T23:47:16.854Z")
    }

    /// Whole cycles of the calendar at either end, and what this program will live to see.
    @Test(
        arguments: [
            (0, -719_528, -573_065, 401), (1_890, -29_219, 51_134, 2_110),
            (9_600, 2_786_800, 2_932_897, 10_000),
        ] as [(Int, Int64, Int64, Int)])
    func `every day follows the one before it`(
        year: Int, first: Int64, end: Int64, endYear: Int
    ) {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = (year: year, month: 1, day: 1)
        for day in first..<end {
            let civil = CivilTime(WallTime(secondsSinceEpoch: day * 86_400 + 43_200))
            let date = civil.date
            guard (date.year, date.month, date.day) == expected, civil.hour == 12 else {
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
        #expect(expected.year == endYear && expected.month == 1 && expected.day == 1)
    }
}
