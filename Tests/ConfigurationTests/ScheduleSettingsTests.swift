import Configuration
import Scheduling
import Testing
import Time

/// When probes are attempted, and when they need not answer.
struct ScheduleSettingsTests {
    private static func moment(_ text: String) throws -> WallTime {
        try #require(WallTime(rfc3339: text), "\(text)")
    }

    private static let text = """
        schedules:
          business-hours:
            time_zone: Europe/Berlin
            windows:
              - {days: mon-fri, begin: "08:00", end: "18:00"}
              - {days: [sat, Sunday], begin: "22:00", end: "02:00"}
            except: ["2026-12-25"]
            also: [{date: "2026-12-27", begin: 10:00, end: 14:00}]
        maintenance:
          - name: once
            begin: "2026-11-21T22:00:00+01:00"
            end: "2026-11-22T02:00:00+01:00"
            servers: [web]
          - name: weekly
            days: sun
            begin: "03:00"
            end: "05:00"
            time_zone: America/New_York
            labels: {tier: "1"}
          - {name: one, days: mon, probes: [web/api]}
          - {name: everything, begin: "2027-01-01T00:00:00Z", end: "2027-01-01T01:00:00Z"}
        defaults: {schedule: business-hours}
        servers:
          - name: web
            probes:
              - {name: api, host: a, port: 1}
              - {name: www, host: a, port: 2, window: {days: fri-mon}, labels: {tier: "1"}}
              - {name: always, host: a, port: 3, schedule: null}
          - name: other
            window: null
            probes:
              - name: once
                host: a
                port: 4
                window: {begin: "06:00", end: "07:00", time_zone: Asia/Tokyo}
                interval: once
              - {name: none, host: a, port: 5, labels: {tier: "2"}}
        """

    private static func probes() throws -> [String: ProbeSettings] {
        let settings = try OrganizationTests.load(text)
        return Dictionary(uniqueKeysWithValues: settings.probes.map { ($0.name, $0) })
    }

    @Test(arguments: [
        // In winter Berlin is an hour ahead of UTC, in summer two.
        ("2026-11-27T06:59:59Z", false), ("2026-11-27T07:00:00Z", true),
        ("2026-11-27T16:59:59Z", true), ("2026-11-27T17:00:00Z", false),
        ("2026-07-01T06:00:00Z", true), ("2026-12-25T10:00:00Z", false),
        ("2026-11-28T21:00:00Z", true), ("2026-11-29T00:59:59Z", true),
        ("2026-11-29T01:00:00Z", false), ("2026-12-27T09:00:00Z", true),
        ("2026-12-27T13:00:00Z", false),
    ])
    func `a schedule is that of its zone, with exceptions and extra days`(
        time: String, isIn: Bool
    ) throws {
        let schedule = try #require(try Self.probes()["api"]?.schedule)
        #expect(schedule.contains(try Self.moment(time)) == isIn)
    }

    @Test func `what a level says of the time replaces what is around it`() throws {
        let probes = try Self.probes()
        let www = try #require(probes["www"]?.schedule)
        #expect(www.contains(try Self.moment("2026-11-30T23:59:59Z")))
        #expect(!www.contains(try Self.moment("2026-12-01T00:00:00Z")))
        #expect(www.contains(try Self.moment("2026-12-04T00:00:00Z")))
        #expect(probes["always"]?.schedule == nil)
        #expect(probes["none"]?.schedule == nil)
        #expect(probes["none"]?.interval == .seconds(300))
        let once = try #require(probes["once"])
        #expect(once.interval == nil)
        #expect(once.schedule?.contains(try Self.moment("2026-11-27T21:30:00Z")) == true)
        #expect(once.schedule?.contains(try Self.moment("2026-11-27T22:00:00Z")) == false)
    }

    @Test func `maintenance concerns what all of its keys name`() throws {
        let probes = try Self.probes()
        let counts = probes.mapValues(\.maintenance.count)
        #expect(counts == ["api": 3, "www": 3, "always": 2, "once": 1, "none": 1])
        let once = try #require(probes["always"]?.maintenance.first)
        #expect(
            once
                == .once(
                    from: try Self.moment("2026-11-21T21:00:00Z"),
                    until: try Self.moment("2026-11-22T01:00:00Z")))
        let weekly = try #require(probes["www"]?.maintenance.dropFirst().first)
        #expect(weekly.contains(try Self.moment("2026-11-29T08:30:00Z")))
        #expect(!weekly.contains(try Self.moment("2026-11-29T10:00:00Z")))
    }
}
