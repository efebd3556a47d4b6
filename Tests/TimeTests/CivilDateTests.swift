import Testing
import Time

struct CivilDateTests {
    @Test func `days go to dates and back, through whole cycles of the calendar`() {
        for day in Int64(-800_000)...800_000 where day % 7 == 3 {
            let date = CivilDate(daysSinceEpoch: day)
            guard date.daysSinceEpoch == day,
                CivilDate(year: date.year, month: date.month, day: date.day) == date,
                date.weekday == 0
            else {
                Issue.record("day \(day) is \(date)")
                return
            }
        }
    }

    @Test(arguments: [
        (2024, 2, 29), (2000, 2, 29), (2026, 12, 31), (1, 1, 1), (0, 2, 29), (-1, 12, 31),
    ])
    func `a day of the calendar is one`(year: Int, month: Int, day: Int) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect((date.year, date.month, date.day) == (year, month, day))
    }

    @Test(arguments: [
        (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
        (2026, 1, 32),
    ])
    func `any other is none`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `days are told as RFC 3339 has them, in their order`() throws {
        let day = try #require(CivilDate(year: 2026, month: 11, day: 6))
        #expect(day.description == "2026-11-06")
        #expect(day < CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1))
        #expect(day.weekday == 5)
    }
}
