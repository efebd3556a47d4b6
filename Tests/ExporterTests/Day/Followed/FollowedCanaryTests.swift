import Configuration
import Network
import Simulation
import Testing
import Time

/// Hours that must be found wrong, so that those of a day which are found right mean something.
struct FollowedCanaryTests {
    private static func hour() throws -> FollowedHour { try FollowedHour.recorded.get() }

    @Test func `an hour that is right is not accused, and has all that can be wrong`() throws {
        let hour = try Self.hour()
        let violations = try hour.violations
        #expect(violations == [])
        let told = Set(hour.truth.told.joined().map(\.words))
        for words in [
            "probe_up", "probe_down refused", "probe_down timeout", "probe_judged",
            "probe_removed", "probe_unjudged outside_window", "probe_unjudged maintenance",
            "probe_unjudged blocked",
        ] {
            #expect(told.contains(words), "nobody is told \(words)")
        }
        #expect(hour.changes.count > 3)
    }

    // MARK: Pages

    @Test(arguments: [
        "attempts_total", "failures_total", "inconclusive_total", "connects_total",
        "slots_missed_total", "state_changes_total", "objective_attempts_total",
        "objective_failures_total", "judged_since_timestamp_seconds", "success", "up",
        "scheduled", "maintenance", "blocked",
    ])
    func `a page that says something else of one probe is found out`(family: String) throws {
        let violations = try Self.violations(of: family) { series, value in
            "\(series) \(value == 1 ? 0 : value + 1)"
        }
        #expect(violations.contains { $0.contains(family) }, "\(violations)")
    }

    @Test(arguments: ["attempts_total", "objective_attempts_total", "up", "scheduled"])
    func `a page that says nothing of one probe is found out`(family: String) throws {
        let violations = try Self.violations(of: family) { _, _ in nil }
        #expect(violations.contains { $0.contains(family) }, "\(violations)")
    }

    /// What is found wrong where a page has another line for a series of that family.
    private static func violations(
        of family: String, _ forge: (Substring, Double) -> String?
    ) throws -> [String] {
        var hour = try hour()
        let page = hour.pages.count / 2
        var lines = hour.pages[page].lines
        let begin = "probe_\(family){server=\"followed\","
        let place = try #require(lines.lastIndex { $0.hasPrefix(begin) })
        let parts = lines[place].split(separator: " ")
        let value = try #require(Double(parts[1]))
        lines.replaceSubrange(place...place, with: [forge(parts[0], value)].compactMap(\.self))
        hour.pages[page].lines = lines
        return try hour.violations
    }

    @Test func `a series that is left of what was removed is found out`() throws {
        var hour = try Self.hour()
        let page = hour.pages.count - 1
        let lives = hour.truth.lives
        let gone = try #require(lives.indices.last { lives[$0] == nil })
        let labels = FollowedProbe(gone, interval: .seconds(60)).settings.identityText
        let begin = "probe_failure_reasons_total{"
        let place = try #require(hour.pages[page].lines.firstIndex { $0.hasPrefix(begin) })
        hour.pages[page].lines.insert(
            "\(begin)\(labels),reason=\"refused\",phase=\"connect\"} 1", at: place)
        #expect(try hour.violations.contains { $0.contains("is left") })
    }

    // MARK: Attempts

    /// The hour without the last attempt of which this holds.
    private static func hour(
        without isLeftOut: (Int, ConnectionNote) -> Bool
    ) throws -> FollowedHour {
        var hour = try hour()
        let notes = hour.notes
        let place = try #require(notes.indices.last { isLeftOut($0, notes[$0]) })
        hour.leftOut = [notes[place]]
        return hour
    }

    @Test func `a slot without an attempt is found out`() throws {
        let begin = try Self.hour().plan.clock.begin
        let hour = try Self.hour { _, note in
            note.stage == .ended(nil) && note.at < begin + .seconds(900)
        }
        #expect(try hour.violations.contains { $0.contains("no attempt in a slot") })
    }

    @Test func `a failure that nobody confirms is found out`() throws {
        let hour = try Self.hour()
        let policies = hour.plan.editions[0].probes.reduce(into: [Endpoint: Duration]()) {
            $0[FollowedProbe.endpoint($1.number)] = $1.probe.settings.confirmation?.interval
        }
        let firstChange = try #require(hour.changes.first).at
        let forged = try Self.hour { place, note in
            guard note.stage == .began, note.at < firstChange, let after = policies[note.endpoint]
            else { return false }
            return hour.notes[..<place].contains {
                $0.endpoint == note.endpoint && $0.at + after == note.at
            }
        }
        #expect(try forged.violations.contains { $0.contains("no attempt confirms another") })
    }

    @Test func `an attempt out of turn, outside a window or of nobody is found out`() throws {
        let hour = try Self.hour()
        let end = try #require(hour.pages.last).moment.instant
        let lives = hour.truth.lives
        let wanted: [(String, (FollowedLife?) -> Bool)] = [
            ("attempted out of turn", { $0?.isScheduled == true }),
            ("attempted outside its windows", { $0?.isScheduled == false }),
            ("attempted though it is not configured", { $0 == nil }),
        ]
        for (words, isOne) in wanted {
            var forged = hour
            let number = try #require(lives.indices.first { isOne(lives[$0]) })
            forged.added = [
                ConnectionNote(
                    endpoint: FollowedProbe.endpoint(number), startedAt: end, at: end,
                    interruption: Interruption(), .began)
            ]
            #expect(try forged.violations.contains { $0.contains(words) })
        }
    }
}
