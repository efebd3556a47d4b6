import Configuration
import Exporter
import Scheduling
import Simulation
import Testing
import Time
import Workbench

/// A year of schedules in places whose clocks change, held against Python's zoneinfo.
struct ZoneYearTests {
    /// Prints the beginnings and ends of the windows of a year, as the clocks of a zone show them.
    ///
    /// It goes through the year in steps of half an hour and asks for the local time of each: no
    /// arithmetic of windows that could have the same mistake as ours.
    private static let program = """
        import sys
        from datetime import datetime, timedelta, timezone
        from zoneinfo import ZoneInfo
        zone = ZoneInfo(sys.argv[1])
        begin, days = int(sys.argv[2]), int(sys.argv[3])
        def inside(second):
            local = datetime.fromtimestamp(second, zone)
            if local.weekday() < 5 and 8 <= local.hour < 18: return True
            if local.weekday() == 5 and local.hour >= 22: return True
            return local.weekday() == 6 and local.hour < 4
        was = False
        for second in range(begin, begin + days * 86400, 1800):
            if inside(second) != was:
                was = not was
                print(second)
        """

    private static func edges(_ zone: String) throws -> [Int64] {
        let folder = try TemporaryFolder()
        let file = try folder.write("year.py", program)
        let begin = String(SimulationLimits.wallTime.secondsSinceEpoch)
        return try Programs.run("python3", [file, zone, begin, "366"])
            .split(separator: "\n").compactMap { Int64($0) }
    }

    private static func probe(_ number: Int, _ zone: String) throws -> ProbeSettings {
        let zone = try TimeZone(tzif: FileBytes.of("/usr/share/zoneinfo/\(zone)"))
        let hour = 3_600
        var probe = Target.probe(number, interval: .seconds(1_800))
        probe.schedule = .recurring(
            Schedule(
                zone: zone,
                weekly: [
                    .init(on: [1, 2, 3, 4, 5], .init(begin: 8 * hour, end: 18 * hour)),
                    .init(on: [6], .init(begin: 22 * hour, end: 4 * hour)),
                ]))
        return probe
    }

    @Test(arguments: ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"])
    func `each window of a year begins and ends by the clocks of its place`(zone: String) throws {
        let edges = try Self.edges(zone)
        #expect(edges.count > 600)
        let probe = try Self.probe(0, zone)
        let scene = try Target.scene(.accepts(.discards), probe)
        let begin = SimulationLimits.wallTime.secondsSinceEpoch
        let pages = scene.run {
            var answers: [[UInt8]] = []
            for edge in edges {
                for second in [edge - 1, edge + 1] where second > begin {
                    let instant = SimulationLimits.start + .seconds(second - begin)
                    _ = await scene.world.loop.sleep(until: instant)
                    answers.append(scene.answerNow())
                }
            }
            return answers
        }
        var isIn = false
        var place = 0
        for edge in edges {
            for second in [edge - 1, edge + 1] where second > begin {
                if second > edge { isIn.toggle() }
                let page = try MetricsPage(pages[place])
                guard page["probe_scheduled", probe] == (isIn ? 1 : 0) else {
                    Issue.record("\(zone) at \(second) is not \(isIn)")
                    return
                }
                place += 1
            }
        }
        // Two an hour and one at the beginning of each window, which all last whole half hours.
        let last = try MetricsPage(pages[place - 1])
        let seconds = stride(from: 0, to: edges.count - 1, by: 2)
            .reduce(0) { $0 + edges[$1 + 1] - edges[$1] }
        let attempts = try #require(last["probe_attempts_total", probe])
        let windows = Double(edges.count / 2)
        #expect(attempts >= Double(seconds / 1_800))
        #expect(attempts <= Double(seconds / 1_800) + 2 * windows)
        #expect(last["probe_slots_missed_total", probe] == 0)
    }
}
