import Configuration
import Events
import Time

/// Replays an event log, and holds it against what is true and what the last page shows.
struct EventLogAuditor {
    /// What a reader of the log knows of a probe.
    struct Standing {
        var isUp: Bool?
        var isJudged = true
        /// Changes of the state beside the first.
        var stateChanges = 0
        var certificateChanges = 0
    }

    private(set) var standings: [Subject: Standing] = [:]
    private(set) var problems: [String] = []
    /// In its order, for each probe.
    private(set) var told: [Subject: [FollowedTruth.Told]] = [:]
    private var last: WallTime?
    private var hasBegun = false, hasEnded = false

    private static let problemsMax = 20

    init(_ log: [UInt8]) {
        var reader = EventLogReader()
        reader.receive(log)
        while let line = reader.next() {
            if case .event(let event) = line.content {
                take(event)
            } else {
                expect(false, "line \(line.number) is no event")
            }
        }
        expect(reader.end() == nil, "the last line does not end")
        expect(hasEnded, "the process does not end")
    }

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds, problems.count < Self.problemsMax { problems.append("event log: \(what())") }
    }

    private mutating func take(_ event: Event) {
        expect(last.map { $0 <= event.time } ?? true, "time goes back at \(event.time)")
        expect(!hasEnded, "something comes after the end")
        last = event.time
        if case .started = event.happening {
            expect(!hasBegun, "the process starts twice")
            hasBegun = true
        }
        expect(hasBegun, "something comes before the start")
        if case .ended = event.happening { hasEnded = true }
        guard let subject = event.subject else { return }
        take(event.happening, of: subject)
        guard let words = Self.words(event.happening) else { return }
        told[subject, default: []].append(FollowedTruth.Told(time: event.time, words: words))
    }

    private mutating func take(_ happening: Happening, of subject: Subject) {
        var standing = standings[subject] ?? Standing()
        switch happening {
        case .probeUp, .probeDown:
            let isUp = happening == .probeUp
            expect(standing.isUp != isUp, "\(subject.target) changes to what it is")
            if standing.isUp != nil { standing.stateChanges += 1 }
            standing.isUp = isUp
        case .probeJudged:
            expect(!standing.isJudged, "\(subject.target) is judged twice")
            standing.isJudged = true
        case .probeUnjudged:
            expect(standing.isJudged, "\(subject.target) is unjudged twice")
            standing.isJudged = false
        case .certificateChanged: standing.certificateChanges += 1
        case .probeRemoved:
            standings[subject] = nil
            return
        case .started, .ended, .running, .configurationLoaded, .configurationRefused,
            .targetsChanged, .eventsLost:
            break
        }
        standings[subject] = standing
    }

    private static func words(_ happening: Happening) -> String? {
        switch happening {
        case .probeDown(let failure): "probe_down \(failure.reason)"
        case .probeUnjudged(let reason): "probe_unjudged \(reason.rawValue)"
        case .certificateChanged: nil
        default: happening.name.rawValue
        }
    }
}

extension EventLogAuditor {
    /// Checks that the log tells of each followed probe what is true, once, and in its order.
    mutating func check(_ truth: FollowedTruth) {
        for number in truth.told.indices {
            let probe = FollowedProbe(number, interval: .seconds(60)).settings
            let told = told[Self.subject(probe)] ?? []
            let expected = truth.told[number].map { told in
                FollowedTruth.Told(time: Self.rounded(told.time), words: told.words)
            }
            let place = zip(told, expected).prefix { $0 == $1 }.count
            expect(
                told == expected,
                "followed \(number): line \(place) is \(Self.text(told, place)) instead of "
                    + Self.text(expected, place))
        }
    }

    /// Checks that who has read the log knows what a page shows of those probes at its end.
    mutating func check(_ page: MetricsPage, _ probes: [ProbeSettings]) {
        expect(
            page.sumOfWholes("probe_judged_since_timestamp_seconds") > 0, "nothing is judged")
        for probe in probes {
            let standing = standings[Self.subject(probe)] ?? Standing()
            let judged = page["probe_judged_since_timestamp_seconds", probe]
            expect(
                page["probe_up", probe] == standing.isUp.map { $0 ? 1 : 0 },
                "\(probe.target) is \(standing.isUp.map { $0 ? "up" : "down" } ?? "unknown")")
            expect(
                (judged != nil) == standing.isJudged,
                "\(probe.target) is \(standing.isJudged ? "" : "not ")judged")
            guard probe.server != FollowedProbe.server else { continue }
            expect(
                page["probe_state_changes_total", probe] == Double(standing.stateChanges),
                "\(probe.target) changes \(standing.stateChanges) times")
            expect(
                page["probe_certificate_changes_total", probe] ?? 0
                    == Double(standing.certificateChanges),
                "\(probe.target) has \(standing.certificateChanges) other certificates")
        }
        let known = Set(probes.map(Self.subject))
        expect(
            standings.keys.allSatisfy(known.contains), "the log has probes that nobody configured")
    }

    private static func subject(_ probe: ProbeSettings) -> Subject {
        Subject(server: probe.server, probe: probe.name, target: probe.target)
    }

    /// As a line tells it, to the millisecond.
    private static func rounded(_ time: WallTime) -> WallTime {
        WallTime(nanoseconds: time.nanoseconds / 1_000_000 * 1_000_000)
    }

    private static func text(_ told: [FollowedTruth.Told], _ place: Int) -> String {
        place < told.count ? "\(told[place].words) at \(CivilTime(told[place].time))" : "nothing"
    }
}
