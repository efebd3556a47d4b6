import Exporter
import Scheduling
import Testing
import Time

struct WindowTableTests {
    private static func time(_ seconds: Int64) -> WallTime { WallTime(secondsSinceEpoch: seconds) }
    private static func once(_ begin: Int64, _ end: Int64) -> Occasion {
        .once(from: time(begin), until: time(end))
    }

    @Test func `probes go into their windows and out of them`() {
        var table = WindowTable()
        let before = table.set(7, schedule: Self.once(10, 20), maintenance: [], now: Self.time(0))
        #expect(!before.isScheduled && !before.isInMaintenance)
        let always = table.set(8, schedule: nil, maintenance: [], now: Self.time(0))
        #expect(always == WindowTable.Standing())
        _ = table.set(
            3, schedule: Self.once(10, 20), maintenance: [Self.once(5, 15)], now: Self.time(0))
        #expect(table.nextChange == Self.time(5))
        #expect(table.advance(to: Self.time(4)).isEmpty)
        #expect(table.advance(to: Self.time(5)).map(\.probe) == [3])
        let opened = table.advance(to: Self.time(11))
        #expect(opened.map(\.probe) == [3, 7])
        #expect(opened.map(\.standing.isScheduled) == [true, true])
        #expect(opened.map(\.standing.isInMaintenance) == [true, false])
        #expect(table.nextChange == Self.time(15))
        #expect(table.advance(to: Self.time(30)).map(\.standing.isScheduled) == [false, false])
        #expect(table.nextChange == nil)
    }

    @Test func `a clock that is set back is looked at again`() {
        var table = WindowTable()
        _ = table.set(0, schedule: Self.once(10, 20), maintenance: [], now: Self.time(0))
        #expect(table.advance(to: Self.time(25)).isEmpty)
        #expect(table.advance(to: Self.time(12)).map(\.standing.isScheduled) == [true])
        #expect(table.nextChange == Self.time(20))
    }

    @Test func `times that nobody has any more are forgotten`() {
        var table = WindowTable()
        _ = table.set(0, schedule: Self.once(10, 20), maintenance: [], now: Self.time(0))
        _ = table.set(0, schedule: nil, maintenance: [], now: Self.time(0))
        #expect(table.advance(to: Self.time(12)).isEmpty)
        #expect(table.nextChange == nil)
        _ = table.set(0, schedule: Self.once(30, 40), maintenance: [], now: Self.time(12))
        table.remove(0)
        #expect(table.advance(to: Self.time(35)).isEmpty)
    }
}
