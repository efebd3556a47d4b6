import Scheduling
import Testing
import Time
import Workbench

struct ScheduleTests {
    private static func zone(_ name: String) throws -> TimeZone {
        try TimeZone(tzif: FileBytes.of("/usr/share/zoneinfo/\(name)"))
    }

    private static func time(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0
    ) throws -> WallTime {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        return WallTime(
            secondsSinceEpoch: date.daysSinceEpoch * 86_400 + Int64(hour * 3_600 + minute * 60))
    }

    private static let hour = 3_600
    private static let weekdays: Set = [1, 2, 3, 4, 5]

    @Test func `a window is half open, and of its days`() throws {
        let schedule = Schedule(
            zone: .utc,
            weekly: [.init(on: Self.weekdays, .init(begin: 8 * Self.hour, end: 18 * Self.hour))])
        // 2026-11-27 is a Friday.
        #expect(!schedule.contains(try Self.time(2026, 11, 27, 7, 59)))
        #expect(schedule.contains(try Self.time(2026, 11, 27, 8)))
        #expect(schedule.contains(try Self.time(2026, 11, 27, 17, 59)))
        #expect(!schedule.contains(try Self.time(2026, 11, 27, 18)))
        #expect(!schedule.contains(try Self.time(2026, 11, 28, 12)))
        let next = schedule.change(after: try Self.time(2026, 11, 27, 18))
        #expect(next == (try Self.time(2026, 11, 30, 8)))
    }

    @Test func `one that crosses midnight is of the day on which it begins`() throws {
        let schedule = Schedule(
            zone: .utc,
            weekly: [.init(on: [6], .init(begin: 22 * Self.hour, end: 4 * Self.hour))],
            exceptions: [try #require(CivilDate(year: 2026, month: 12, day: 5))])
        #expect(schedule.contains(try Self.time(2026, 11, 29, 3, 59)))
        #expect(!schedule.contains(try Self.time(2026, 11, 29, 4)))
        #expect(!schedule.contains(try Self.time(2026, 11, 28, 3)))
        // The exception takes all of it, also what is of the day after.
        #expect(!schedule.contains(try Self.time(2026, 12, 5, 23)))
        #expect(!schedule.contains(try Self.time(2026, 12, 6, 1)))
        #expect(schedule.contains(try Self.time(2026, 12, 13, 1)))
    }

    @Test func `a day of its own is on whatever the week says`() throws {
        let day = try #require(CivilDate(year: 2026, month: 12, day: 26))
        let schedule = Schedule(
            zone: .utc, weekly: [], exceptions: [day],
            dated: [day: [.init(begin: 0, end: 24 * Self.hour)]])
        #expect(schedule.contains(try Self.time(2026, 12, 26, 0)))
        #expect(schedule.contains(try Self.time(2026, 12, 26, 23, 59)))
        #expect(!schedule.contains(try Self.time(2026, 12, 27, 0)))
        let begin = try Self.time(2026, 12, 1, 0)
        #expect(schedule.change(after: begin) == (try Self.time(2026, 12, 26, 0)))
        let over = try Self.time(2026, 12, 27, 0)
        #expect(schedule.change(after: over) > over + .seconds(399 * 86_400))
    }

    /// On 2027-03-28 Berlin has no hour from 2 to 3, on 2027-10-31 it has it twice.
    @Test func `where the clocks change a window is what they show`() throws {
        let schedule = Schedule(
            zone: try Self.zone("Europe/Berlin"),
            weekly: [.init(on: [0], .init(begin: 2 * Self.hour, end: 3 * Self.hour))])
        let spring = try Self.time(2027, 3, 27, 12)
        #expect(schedule.change(after: spring) == (try Self.time(2027, 4, 4, 0)))
        let autumn = try Self.time(2027, 10, 30, 12)
        let begin = schedule.change(after: autumn)
        #expect(begin == (try Self.time(2027, 10, 31, 0)))
        #expect(schedule.change(after: begin) == (try Self.time(2027, 10, 31, 2)))
    }

    @Test(arguments: ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"])
    func `each change of a year is found, and no other`(name: String) throws {
        let schedule = Schedule(
            zone: try Self.zone(name),
            weekly: [
                .init(on: Self.weekdays, .init(begin: 8 * Self.hour, end: 18 * Self.hour)),
                .init(on: [0, 6], .init(begin: 22 * Self.hour, end: 4 * Self.hour + 1_800)),
                .init(on: [0], .init(begin: 2 * Self.hour + 600, end: 2 * Self.hour + 1_200)),
            ],
            exceptions: [try #require(CivilDate(year: 2027, month: 12, day: 24))],
            dated: [
                try #require(CivilDate(year: 2027, month: 12, day: 26)): [.init(begin: 0, end: 60)]
            ])
        let (begin, end) = (try Self.time(2027, 1, 1, 0), try Self.time(2028, 1, 1, 0))
        var expected: [WallTime] = []
        var (moment, isIn) = (begin, schedule.contains(begin))
        while moment < end {
            moment = moment + .seconds(60)
            guard schedule.contains(moment) != isIn else { continue }
            isIn.toggle()
            expected.append(moment)
        }
        var found: [WallTime] = []
        moment = begin
        while found.count < expected.count {
            moment = schedule.change(after: moment)
            found.append(moment)
        }
        #expect(expected.count > 700)
        #expect(found == expected)
    }
}
