import Testing

/// Event logs that must be found wrong, so that those of a day which are found right mean
/// something.
struct EventLogCanaryTests {
    /// What is found wrong with the log of an hour that was forged.
    private static func violations(_ forge: (inout [String]) throws -> Void) throws -> [String] {
        var hour = try FollowedHour.recorded.get()
        try forge(&hour.log)
        return try hour.violations
    }

    private static func place(of event: String, in log: [String]) throws -> Int {
        try #require(
            log.lastIndex {
                $0.contains("\"event\":\"\(event)\"") && $0.contains("\"server\":\"followed\"")
            })
    }

    @Test(arguments: [
        "probe_up", "probe_down", "probe_judged", "probe_unjudged", "probe_removed",
    ])
    func `an event that is told twice, or not at all, is found out`(event: String) throws {
        let missing = try Self.violations { try $0.remove(at: Self.place(of: event, in: $0)) }
        #expect(!missing.isEmpty)
        let doubled = try Self.violations { log in
            let place = try Self.place(of: event, in: log)
            log.insert(log[place], at: place)
        }
        #expect(!doubled.isEmpty)
    }

    @Test func `an event that is told in another order is found out`() throws {
        let violations = try Self.violations { log in
            // A probe that fails and then is judged no more is not the same the other way round.
            let down = try Self.place(of: "probe_down", in: log)
            let target = try #require(log[down].split(separator: "\"target\":").last)
                .prefix { $0 != "," }
            let before = try #require(log[..<down].lastIndex { $0.contains(target) })
            log.swapAt(before, down)
        }
        #expect(!violations.isEmpty)
    }

    @Test func `another reason, or another time, is found out`() throws {
        for (text, other) in [
            ("\"reason\":\"", "\"reason\":\"un"), ("{\"time\":\"2026", "{\"time\":\"2025"),
        ] {
            let violations = try Self.violations { log in
                let place = try Self.place(of: "probe_down", in: log)
                let parts = log[place].split(
                    separator: text, maxSplits: 1, omittingEmptySubsequences: false)
                log[place] = parts.joined(separator: other)
            }
            #expect(!violations.isEmpty, "\(other)")
        }
    }

    @Test func `a log that does not end, or goes on after its end, is found out`() throws {
        #expect(try !Self.violations { $0.removeLast() }.isEmpty)
        #expect(try !Self.violations { $0.append($0[0]) }.isEmpty)
    }
}
