import Events
import Simulation
import Testing
import Time

/// Random logs, and what a second calculation says that asks at each second.
struct AvailabilityPropertyTests {
    private static let subjects = [
        ReportLog.api, ReportLog.ssh, Subject(gateway: "a", server: "b", probe: "c", target: "d"),
    ]

    /// A log of some minutes; where the clock may be set back, a line may tell an earlier time.
    private static func log(
        _ generator: inout SeededGenerator, setsBack: Bool
    ) -> [Event] {
        var second = 0
        return (0..<Int.random(in: 1...40, using: &generator)).map { _ in
            second += Int.random(in: setsBack ? -12...20 : 1...20, using: &generator)
            let happening = happening(&generator)
            let subject = subjects.randomElement(using: &generator)
            return Event(
                time: ReportLog.at(second), subject: happening.name.isOfProbe ? subject : nil,
                happening)
        }
    }

    private static func happening(_ generator: inout SeededGenerator) -> Happening {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0, 1: .started(version: "1")
        case 2: .ended
        case 3, 4: .running
        case 5: .probeRemoved
        case 6, 7: .probeJudged
        case 8, 9: .probeUnjudged(.maintenance)
        case 10...14: .probeUp
        default: .probeDown(ReportLog.refused)
        }
    }

    private static func range(_ generator: inout SeededGenerator) -> (from: Int, to: Int) {
        let from = Int.random(in: -30...200, using: &generator)
        return (from, from + Int.random(in: 0...300, using: &generator))
    }

    @Test(arguments: [false, true])
    func `the sums are those of a calculation that asks at each second`(setsBack: Bool) {
        var generator = SeededGenerator(seed: setsBack ? 12 : 11)
        var all = Fared()
        for round in 0..<100 {
            let log = Self.log(&generator, setsBack: setsBack)
            let (from, to) = Self.range(&generator)
            let report = ReportLog.report(log, from: from, to: to)
            for subject in Self.subjects {
                let slow = SlowReport(log, subject).fared(from: from, to: to)
                guard let fared = report.fared(subject) else {
                    #expect(slow == Fared(unknown: to - from), "round \(round)")
                    continue
                }
                #expect(fared.sum == to - from, "round \(round)")
                var times = fared
                times.incidents = slow.incidents
                #expect(times == slow, "round \(round): \(subject.server) from \(from) to \(to)")
                // Where lines share a second, an incident may be shorter than that.
                if !setsBack { #expect(fared.incidents == slow.incidents, "round \(round)") }
                all.up += fared.up
                all.down += fared.down
                all.unjudged += fared.unjudged
                all.unknown += fared.unknown
                all.incidents += fared.incidents
            }
        }
        // Each of them must be there, or this test says little.
        #expect(min(all.up, all.down, all.unjudged, all.unknown) > 1_000, "\(all)")
        #expect(all.incidents > 60, "\(all)")
    }

    @Test func `ranges side by side add up to the whole`() {
        var generator = SeededGenerator(seed: 13)
        for round in 0..<300 {
            let log = Self.log(&generator, setsBack: true)
            let (from, to) = Self.range(&generator)
            let middle = Int.random(in: from...to, using: &generator)
            let parts = [(from, middle), (middle, to)].map {
                ReportLog.report(log, from: $0.0, to: $0.1)
            }
            let whole = ReportLog.report(log, from: from, to: to)
            for probe in whole.probes {
                let of = parts.compactMap { part in
                    part.probes.first { $0.subject == probe.subject }
                }
                let times = [\Availability.up, \.down, \.unjudged].map { time in
                    of.reduce(Duration.zero) { $0 + $1[keyPath: time] }
                }
                #expect(times == [probe.up, probe.down, probe.unjudged], "round \(round)")
            }
        }
    }

    @Test func `the durations of the incidents are the time that a probe was down`() {
        var generator = SeededGenerator(seed: 14)
        for round in 0..<300 {
            let log = Self.log(&generator, setsBack: round % 2 == 0)
            let (from, to) = Self.range(&generator)
            let report = ReportLog.report(log, from: from, to: to)
            for probe in report.probes {
                let own = report.incidents.filter { $0.subject == probe.subject }
                #expect(own.count == probe.incidents.count, "round \(round)")
                #expect(own.reduce(.zero) { $0 + $1.duration } == probe.down, "round \(round)")
                #expect(own.map(\.duration).max() == probe.incidents.longest, "round \(round)")
                for incident in own {
                    #expect(incident.begin < ReportLog.at(to))
                    guard let end = incident.ending.time else { continue }
                    #expect(end >= incident.begin && end - incident.begin >= incident.duration)
                }
            }
        }
    }
}

/// Finds out what holds at a moment by reading all of the log again.
private struct SlowReport {
    private let log: [(second: Int, event: Event)]
    private let subject: Subject

    init(_ events: [Event], _ subject: Subject) {
        self.subject = subject
        var latest = Int.min
        log = events.map { event in
            latest = max(latest, Int((event.time - ReportLog.start).components.seconds))
            return (latest, event)
        }
    }

    private enum Class { case up, down, unjudged, unknown }

    /// What holds in the second that begins then.
    private func holds(at second: Int) -> Class {
        // Without a line behind it, or with a start there, nobody says that the process ran.
        guard let next = log.first(where: { $0.second > second })?.event.happening,
            next.name != .started
        else { return .unknown }
        return isSaid(at: second)
    }

    /// What the lines up to then say.
    private func isSaid(at second: Int) -> Class {
        var (isJudged, state) = (true, Class.unknown)
        for event in log.prefix(while: { $0.second <= second }).map(\.event) {
            switch event.happening {
            case .started, .ended: (isJudged, state) = (true, .unknown)
            case _ where event.subject != subject: break
            case .probeUp: state = .up
            case .probeDown: state = .down
            case .probeJudged: isJudged = true
            case .probeUnjudged: isJudged = false
            case .probeRemoved: (isJudged, state) = (true, .unknown)
            default: break
            }
        }
        return isJudged ? state : .unjudged
    }

    /// Whether the probe was up, or gone, by the second's end: then an incident is over.
    private func endsIncident(at second: Int) -> Bool {
        log.contains { entry in
            guard entry.second == second, entry.event.subject == subject else { return false }
            return [.probeUp, .probeRemoved].contains(entry.event.happening)
        }
    }

    func fared(from: Int, to: Int) -> Fared {
        var fared = Fared()
        var isOpen = false
        var isCounted = false
        // An incident that has begun before the range is one of it where some of it counts there.
        for second in min(from, log.first?.second ?? from)..<to {
            if endsIncident(at: second) { isOpen = false }
            let holds = holds(at: second)
            if !isOpen, isSaid(at: second) == .down {
                (isOpen, isCounted) = (true, second >= from)
                if isCounted { fared.incidents += 1 }
            }
            guard second >= from else { continue }
            switch holds {
            case .up: fared.up += 1
            case .down:
                fared.down += 1
                if !isCounted { fared.incidents += 1 }
                isCounted = true
            case .unjudged: fared.unjudged += 1
            case .unknown: fared.unknown += 1
            }
        }
        return fared
    }
}
