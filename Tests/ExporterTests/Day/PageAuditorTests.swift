import Testing

/// Pages that must be found wrong, so that those of a day which are found right mean something.
struct PageAuditorTests {
    private static let good = """
        # HELP a_total Things.
        # TYPE a_total counter
        a_total{x="1"} 5
        a_total{x="2"} 7
        # HELP h Durations.
        # TYPE h histogram
        h_bucket{le="1.0"} 2
        h_bucket{le="+Inf"} 3
        h_sum 4.5
        h_count 3
        # HELP g A figure.
        # TYPE g gauge
        g 1
        # HELP probe_last_failure_info Why.
        # TYPE probe_last_failure_info gauge
        probe_last_failure_info{reason="timeout"} 1

        """

    /// What is found wrong with a second page: the good one, with one text in place of another.
    private static func problems(
        _ text: String = "", _ other: String = "",
        _ excuses: PageAuditor.Excuses = PageAuditor.Excuses()
    ) throws -> [String] {
        var auditor = PageAuditor()
        guard auditor.check(try page(good)) == [] else { return ["the good page"] }
        let parts = good.split(separator: text, maxSplits: 1, omittingEmptySubsequences: false)
        return auditor.check(
            try page(text.isEmpty ? good : parts.joined(separator: other)), excuses)
    }

    private static func page(_ text: String) throws -> MetricsPage {
        try MetricsPage(Array("HTTP/1.1 200 OK\r\n\r\n\(text)".utf8))
    }

    @Test func `a page that stays or grows is right`() throws {
        #expect(try Self.problems() == [])
        #expect(try Self.problems("2\"} 7", "2\"} 8") == [])
        #expect(
            try Self.problems("a_total{x=\"2\"}", "a_total{x=\"1b\"} 1\na_total{x=\"2\"}") == [])
        #expect(try Self.problems("g 1", "g 0") == [])
        #expect(try Self.problems("timeout", "refused") == [])
    }

    @Test(arguments: [
        ("2\"} 7", "2\"} 6"), ("a_total{x=\"1\"} 5\n", ""), ("a_total{x=\"2\"} 7\n", ""),
        ("g 1\n", ""), ("1.0\"} 2", "1.0\"} 4"), ("h_count 3", "h_count 4"),
        ("h_sum 4.5", "h_sum -1"), ("h_bucket{le=\"+Inf\"} 3\n", ""), ("1.0\"} 2", "1.0\"} 1"),
    ])
    func `a page that shrinks or contradicts itself is wrong`(text: String, other: String) throws {
        #expect(try !Self.problems(text, other).isEmpty)
    }

    @Test(arguments: [("a_total{x=\"2\"} 7", "a_total{x=\"2\"} 6"), ("a_total{x=\"2\"} 7\n", "")])
    func `only what began anew may shrink`(text: String, other: String) throws {
        let excused = PageAuditor.Excuses(begin: "{x=", reset: ["x=\"2\""])
        #expect(try Self.problems(text, other, excused) == [])
        for excuses in [
            PageAuditor.Excuses(begin: "{x=", reset: ["x=\"1\""]),
            PageAuditor.Excuses(begin: "{x=", changed: ["x=\"2\""]),
        ] {
            #expect(try !Self.problems(text, other, excuses).isEmpty)
        }
    }

    @Test func `only a family of which all has changed may go`() throws {
        let family = "# HELP s Since when.\n# TYPE s gauge\ns{x=\"1\"} 1\n"
        for (more, isRight) in [("", true), ("s{x=\"2\"} 1\n", false)] {
            var auditor = PageAuditor()
            #expect(auditor.check(try Self.page(Self.good + family + more)) == [])
            let excuses = PageAuditor.Excuses(begin: "{x=", changed: ["x=\"1\""])
            #expect(auditor.check(try Self.page(Self.good), excuses).isEmpty == isRight)
        }
    }

    @Test(arguments: [
        ("a_total{x=\"2\"} 7", "a_total{x=\"1\"} 7"), ("g 1", "g one"), ("g 1", "b 1"),
        ("timeout\"} 1\n", "timeout\"} 1"),
    ])
    func `a page that cannot be read is refused`(text: String, other: String) {
        #expect(throws: MetricsPage.Malformed.self) { try Self.problems(text, other) }
    }
}
