import Metrics
import Testing

@Suite struct OpenMetricsTests {
    @Test func `a table with a family of each kind is shown whole`() {
        var everything = Everything()
        everything.record()
        let page = Exposition([everything.table], as: .openMetrics).text()
        #expect(page == Self.text)
    }

    @Test(arguments: [1, 7, 100, 1000, Int.max])
    func `the samples are those of the text format, in slices of any size`(bytesMax: Int) {
        var everything = Everything()
        everything.record()
        let page = Exposition([everything.table], as: .openMetrics).text(bytesMax: bytesMax)
        #expect(page == Self.text)
        #expect(Self.samples(page) == Self.samples(Everything.text))
    }

    @Test func `an end is all that is left of nothing`() {
        #expect(Exposition([], as: .openMetrics).text() == "# EOF\n")
        #expect(Exposition([], as: .text).text() == "")
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `only the families that are asked for are shown`(format: ExpositionFormat) {
        var everything = Everything()
        everything.record()
        let table = everything.table
        func page(_ names: Set<String>?) -> String {
            Exposition([table], as: format, only: names).text()
        }
        let some = page(["probe_success", "probe_attempts_total", "no_such"])
        #expect(some.contains("probe_success") && some.contains("probe_attempts"))
        #expect(!some.contains("probe_cpu"))
        // By the name that the family has in OpenMetrics as well.
        #expect(page(["probe_success", "probe_attempts"]) == some)
        #expect(page(["no_such"]) == (format == .openMetrics ? "# EOF\n" : ""))
        #expect(page(nil).contains("probe_cpu"))
    }

    private static func samples(_ page: String) -> [Substring] {
        page.split(separator: "\n").filter { !$0.hasPrefix("#") }
    }

    private static let text = """
        # HELP probe_attempts Attempts made.
        # TYPE probe_attempts counter
        probe_attempts_total{server="a",probe="web"} 2
        probe_attempts_total{probe="mail"} 1
        # HELP probe_slow Slow \\\\ ones.\\nSaid \\"so\\".
        # TYPE probe_slow counter
        probe_slow_total{probe="mail"} 0
        # HELP probe_success Last verdict.
        # TYPE probe_success gauge
        probe_success{server="a",probe="web"} 1
        # HELP probe_seen_timestamp_seconds Last seen.
        # TYPE probe_seen_timestamp_seconds gauge
        # UNIT probe_seen_timestamp_seconds seconds
        probe_seen_timestamp_seconds{probe="mail"} 1790000000.000000001
        # HELP probe_cpu_seconds Time used.
        # TYPE probe_cpu_seconds counter
        # UNIT probe_cpu_seconds seconds
        probe_cpu_seconds_total{server="a",probe="web"} 1.5
        # HELP probe_connect_duration_seconds Connects.
        # TYPE probe_connect_duration_seconds histogram
        # UNIT probe_connect_duration_seconds seconds
        probe_connect_duration_seconds_bucket{server="a",probe="web",le="0.005"} 2
        probe_connect_duration_seconds_bucket{server="a",probe="web",le="1.0"} 3
        probe_connect_duration_seconds_bucket{server="a",probe="web",le="+Inf"} 4
        probe_connect_duration_seconds_sum{server="a",probe="web"} 2.010000002
        probe_connect_duration_seconds_count{server="a",probe="web"} 4
        # HELP probe_failure_reasons Why.
        # TYPE probe_failure_reasons counter
        probe_failure_reasons_total{server="a",probe="web",reason="timeout",phase="tls"} 1
        probe_failure_reasons_total{server="a",probe="web",reason="refused",phase="connect"} 3
        # HELP probe_tls_version Versions.
        # TYPE probe_tls_version info
        probe_tls_version_info{probe="mail",version="TLS 1.3"} 1
        # EOF

        """
}
