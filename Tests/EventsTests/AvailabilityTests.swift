import Events
import Testing
import Time

struct AvailabilityTests {
    private static let version = Happening.started(version: "1")
    private static let down = Happening.probeDown(ReportLog.refused)

    @Test func `time is up or down from the first state on`() {
        let report = ReportLog.report(
            ReportLog.of(
                (0, Self.version), (10, .probeUp), (100, Self.down), (130, .probeUp),
                (1_000, .running)))
        #expect(
            report.fared() == Fared(up: 90 + 870, down: 30, unknown: 10, incidents: 1))
        #expect(report.range == ReportRange(from: ReportLog.at(0), to: ReportLog.at(1_000)))
        #expect(report.probes.first?.ratio == 960.0 / 990)
        #expect(
            report.incidents == [
                Incident(
                    log: 0, subject: ReportLog.api, begin: ReportLog.at(100),
                    ending: .recovered(ReportLog.at(130)), duration: .seconds(30),
                    failure: ReportLog.refused)
            ])
        #expect(report.eventCount == 5)
    }

    @Test(arguments: [
        // What was said before the range holds in it.
        (20, 60, Fared(up: 40)), (20, 110, Fared(up: 80, down: 10, incidents: 1)),
        (100, 130, Fared(down: 30, incidents: 1)), (110, 120, Fared(down: 10, incidents: 1)),
        (130, 140, Fared(up: 10)), (129, 131, Fared(up: 1, down: 1, incidents: 1)),
        // It is half open: what begins at its end is no part of it.
        (0, 100, Fared(up: 90, unknown: 10)), (50, 50, Fared()),
        // Before the log, and after its last line, nothing is known.
        (-50, 20, Fared(up: 10, unknown: 60)), (900, 5_000, Fared(up: 100, unknown: 4_000)),
        (2_000, 3_000, Fared(unknown: 1_000)),
    ])
    func `what lies in the range counts`(from: Int, to: Int, fared: Fared) {
        let log = ReportLog.of(
            (0, Self.version), (10, .probeUp), (100, Self.down), (130, .probeUp),
            (1_000, .running))
        #expect(ReportLog.report(log, from: from, to: to).fared() == fared)
    }

    @Test func `an incident keeps its begin where that lies before the range`() {
        let log = ReportLog.of((0, Self.down), (500, .probeUp), (600, .running))
        let report = ReportLog.report(log, from: 400, to: 600)
        #expect(report.incidents.map(\.begin) == [ReportLog.at(0)])
        #expect(report.incidents.map(\.duration) == [.seconds(100)])
        #expect(report.incidents.map(\.ending) == [.recovered(ReportLog.at(500))])
        // Its end is not told where that lies behind the range.
        let before = ReportLog.report(log, from: 100, to: 400)
        #expect(before.incidents.map(\.ending) == [.stillDown])
        #expect(before.incidents.map(\.duration) == [.seconds(300)])
        #expect(ReportLog.report(log, from: 500, to: 600).incidents == [])
    }

    @Test func `nothing is known while no process runs`() {
        let log = ReportLog.of(
            (0, Self.version), (10, .probeUp), (100, .ended),
            // Nobody tells when this one crashed: its last word counts.
            (200, Self.version), (210, .probeUp), (300, .running), (330, .running),
            (900, Self.version), (905, Self.down), (1_000, .ended), (2_000, Self.version))
        let report = ReportLog.report(log)
        #expect(
            report.fared()
                == Fared(up: 90 + 120, down: 95, unknown: 2_000 - 305, incidents: 1))
        // A line of another probe shows as well that it ran.
        let other = Event(time: ReportLog.at(800), subject: ReportLog.ssh, .probeUp)
        let all = (log + [other]).sorted { $0.time < $1.time }
        #expect(ReportLog.report(all).fared()?.up == 90 + 590)
    }

    @Test func `a line behind the range shows that the process ran to its end`() {
        let log = ReportLog.of((0, .probeUp), (90, .running))
        let later = ReportLog.of((400, .running))
        let anew = ReportLog.of((400, Self.version))
        #expect(ReportLog.report(log, to: 100).fared() == Fared(up: 90, unknown: 10))
        #expect(ReportLog.report(log + later, from: 0, to: 100).fared() == Fared(up: 100))
        #expect(
            ReportLog.report(log + anew, from: 0, to: 100).fared() == Fared(up: 90, unknown: 10))
        let ended = ReportLog.of((100, .ended))
        #expect(ReportLog.report(log + ended, from: 0, to: 100).fared() == Fared(up: 100))
    }

    @Test func `what is not judged counts neither way`() {
        let log = ReportLog.of(
            (0, Self.version), (0, .probeUnjudged(.outsideWindow)), (100, .probeJudged),
            (110, .probeUp), (200, .probeUnjudged(.maintenance)), (220, Self.down),
            (260, .probeUp), (300, .probeJudged), (400, .running))
        #expect(
            ReportLog.report(log).fared()
                == Fared(up: 90 + 100, unjudged: 100 + 100, unknown: 10))
    }

    @Test func `an incident begins when it begins to count`() {
        let log = ReportLog.of(
            (0, .probeUp), (100, .probeUnjudged(.blocked)), (120, Self.down), (200, .probeJudged),
            (250, .probeUnjudged(.blocked)), (300, .probeJudged), (310, .probeUp), (400, .running))
        let report = ReportLog.report(log)
        #expect(report.fared() == Fared(up: 190, down: 60, unjudged: 150, incidents: 1))
        #expect(report.incidents.first?.begin == ReportLog.at(200))
        #expect(report.incidents.first?.ending == .recovered(ReportLog.at(310)))
        #expect(report.incidents.first?.duration == .seconds(60))
        // It is none in a range in which nothing of it counts.
        #expect(ReportLog.report(log, from: 255, to: 400).fared()?.incidents == 1)
        #expect(ReportLog.report(log, from: 255, to: 290).fared()?.incidents == 0)
    }

    @Test func `an incident goes on where the next process finds the probe down`() {
        let log = ReportLog.of(
            (0, Self.version), (10, Self.down), (100, .running), (160, Self.version),
            (170, .probeDown(ReportLog.timeout)), (200, .probeUp), (300, .ended))
        let report = ReportLog.report(log)
        #expect(report.fared() == Fared(up: 100, down: 90 + 30, unknown: 80, incidents: 1))
        #expect(report.incidents.first?.begin == ReportLog.at(10))
        #expect(report.incidents.first?.failure == ReportLog.refused)
        #expect(report.incidents.first?.duration == .seconds(120))
    }

    @Test func `a probe that is removed is known no more`() {
        let log = ReportLog.of(
            (0, .probeUp), (100, Self.down), (150, .probeRemoved), (300, .running))
        let report = ReportLog.report(log)
        #expect(report.fared() == Fared(up: 100, down: 50, unknown: 150, incidents: 1))
        #expect(report.incidents.first?.ending == .removed(ReportLog.at(150)))
        // Nor is it in a report on a time after that.
        #expect(ReportLog.report(log, from: 200).probes == [])
        let again = log + ReportLog.of((310, .probeUp), (400, .running))
        #expect(ReportLog.report(again, from: 200).fared() == Fared(up: 90, unknown: 110))
    }

    @Test func `a probe of which a new process does not speak is gone`() {
        let log = ReportLog.of((0, .probeUp), (100, .ended), (200, Self.version), (300, .running))
        #expect(ReportLog.report(log).fared() == Fared(up: 100, unknown: 200))
        #expect(ReportLog.report(log, from: 150).probes == [])
        // Where none came after, it may be there.
        #expect(
            ReportLog.report(Array(log[..<2]), from: 150, to: 200).fared() == Fared(unknown: 50))
    }

    @Test(arguments: [
        (100, 100, Incident.Ending.stillDown), (100, 700, .stillDown),
        (100, 701, .unknown(since: ReportLog.at(100))),
    ])
    func `what is down at the last line is down for as long as a line may be missing`(
        last: Int, to: Int, ending: Incident.Ending
    ) {
        let log = ReportLog.of((0, Self.down), (last, .running))
        let report = ReportLog.report(log, from: 0, to: to == last ? nil : to)
        #expect(report.incidents.map(\.ending) == [ending])
        // What nobody watched is never counted.
        #expect(report.fared()?.down == 100)
        let ended = ReportLog.of((0, Self.down), (50, .ended), (100, Self.version))
        #expect(
            ReportLog.report(ended).incidents.map(\.ending)
                == [.unknown(since: ReportLog.at(50))])
    }

    @Test func `a probe that went down with the last line is down`() {
        let report = ReportLog.report(ReportLog.of((0, .probeUp), (50, Self.down)))
        #expect(report.fared() == Fared(up: 50, incidents: 1))
        #expect(report.incidents.map(\.duration) == [.zero])
        #expect(report.incidents.map(\.ending) == [.stillDown])
    }

    @Test func `a clock that is set back makes no time twice, and none negative`() {
        let log = ReportLog.of(
            (0, Self.version), (100, .probeUp), (200, Self.down), (150, .probeUp), (180, .running),
            (260, Self.down), (250, .probeUp), (300, .running))
        let report = ReportLog.report(log)
        #expect(report.setBackCount == 2)
        #expect(report.fared() == Fared(up: 200, unknown: 100, incidents: 2))
        #expect(report.incidents.map(\.duration) == [.zero, .zero])
        #expect(report.range.to == ReportLog.at(300))
    }

    @Test func `incidents are tallied without a list of them`() {
        var log = ReportLog.of((0, .probeUp))
        for (begin, seconds) in [(100, 10), (200, 60), (300, 20)] {
            log += ReportLog.of((begin, Self.down), (begin + seconds, .probeUp))
        }
        log += ReportLog.of((400, Self.down), (450, .running))
        let availability = ReportLog.report(log).probes.first
        #expect(availability?.incidents.count == 4)
        #expect(availability?.incidents.longest == .seconds(60))
        // Who is still down has not been repaired.
        #expect(availability?.incidents.meanTimeToRepair == .seconds(30))
        let up = ReportLog.report(ReportLog.of((0, .probeUp), (10, .running))).probes.first
        #expect(up?.incidents.longest == nil && up?.incidents.meanTimeToRepair == nil)
        #expect(up?.ratio == 1)
    }

    @Test func `the log of each gateway is of a process of its own`() {
        var (here, there) = (ReportLog.api, ReportLog.api)
        (here.gateway, there.gateway) = ("fra1", "nyc1")
        var maker = ReportMaker(ReportRange(), logCount: 2)
        for event in ReportLog.of(here, (0, Self.version), (0, .probeUp), (500, .running)) {
            maker.take(event, log: 0)
        }
        for event in ReportLog.of(
            there, (100, Self.version), (110, Self.down), (200, .ended), (300, Self.version))
        {
            maker.take(event, log: 1)
        }
        let report = maker.report()
        #expect(report.fared(here) == Fared(up: 500))
        #expect(report.fared(there) == Fared(down: 90, unknown: 410, incidents: 1))
        #expect(report.probes.map(\.log) == [0, 1])
        #expect(report.incidents.map(\.log) == [1])
    }

    @Test func `other labels make no other probe, and another name makes one`() {
        var (labelled, named) = (ReportLog.api, ReportLog.api)
        labelled.labels = ["tier": "1"]
        named.serverName = "b.example"
        let log =
            ReportLog.of((0, .probeUp)) + ReportLog.of(labelled, (50, Self.down))
            + ReportLog.of(named, (60, .probeUp), (100, .running))
        let report = ReportLog.report(log)
        #expect(report.probes.map(\.subject) == [labelled, named])
        #expect(report.fared() == Fared(up: 50, down: 50, incidents: 1))
        #expect(report.fared(named) == Fared(up: 40, unknown: 60))
    }

    @Test func `probes stand by name, and incidents by time`() {
        let log =
            ReportLog.of((0, .probeUp), (70, Self.down), (90, .probeUp))
            + ReportLog.of(ReportLog.ssh, (95, Self.down))
        let report = ReportLog.report(log)
        #expect(report.probes.map(\.subject) == [ReportLog.ssh, ReportLog.api])
        #expect(report.incidents.map(\.subject) == [ReportLog.api, ReportLog.ssh])
    }

    @Test func `more incidents than are listed are counted`() {
        var maker = ReportMaker(ReportRange(), logCount: 1, incidentsMax: 3)
        for round in 0..<10 {
            for event in ReportLog.of((round * 10, Self.down), (round * 10 + 5, .probeUp)) {
                maker.take(event)
            }
        }
        let report = maker.report()
        #expect(report.incidents.count == 3)
        #expect(report.omittedIncidentCount == 7)
        #expect(report.fared()?.incidents == 10)
    }

    @Test func `where there are no events there is nothing to tell`() {
        let none = ReportLog.report([])
        #expect(none.range == ReportRange() && none.probes == [] && none.held == nil)
        let log = ReportLog.of((0, .probeUp), (10, .eventsLost(count: 4)))
        let later = ReportLog.report(log, from: 100)
        #expect(later.eventCount == 0 && later.lostEventCount == 0)
        #expect(later.range == ReportRange(from: ReportLog.at(100), to: ReportLog.at(100)))
        #expect(later.held == ReportLog.at(0)...ReportLog.at(10))
        let earlier = ReportLog.report(log, to: -10)
        #expect(earlier.eventCount == 0 && earlier.probes == [] && earlier.held == nil)
        #expect(ReportLog.report(log).lostEventCount == 4)
    }
}
