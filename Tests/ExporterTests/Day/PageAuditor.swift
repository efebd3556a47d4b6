/// Holds each page against itself and against the one before it.
struct PageAuditor {
    private var before: MetricsPage?

    /// Families that say what is true now, so that a series may go.
    private static let passing: Set<String> = [
        "probe_last_failure_info", "probe_last_phase_seconds", "probe_address_info",
        "probe_port_state", "probe_ssl_last_chain_info", "probe_tls_version_info",
        "probe_tls_cipher_info",
        "probe_tls_verify_failure_info", "probe_ssl_last_chain_expiry_timestamp_seconds",
        "probe_certificate_not_after_timestamp_seconds",
        "probe_certificate_not_before_timestamp_seconds", "probe_ocsp_status",
        "probe_ocsp_this_update_timestamp_seconds", "probe_ocsp_next_update_timestamp_seconds",
        "probe_certificate_matches_file", "probe_judged_since_timestamp_seconds",
    ]

    /// What other configurations have done to probes since the page before.
    struct Excuses {
        /// How the labels of all of them begin: most series are told apart by that alone.
        var begin = ""
        /// The labels of those that went or began anew: their series may go, and count from 0.
        var reset: [String] = []
        /// The labels of those of which something else is said: their gauges may go.
        var changed: [String] = []
    }

    /// What is wrong with the next page.
    mutating func check(_ page: MetricsPage, _ excuses: Excuses = Excuses()) -> [String] {
        var found = Self.histograms(page)
        if let before { found += Self.changes(before, page, excuses) }
        before = page
        return found
    }

    private static func changes(
        _ before: MetricsPage, _ page: MetricsPage, _ excuses: Excuses
    ) -> [String] {
        var found: [String] = []
        let reset = series(of: excuses.reset, excuses, before)
        let changed = series(of: excuses.changed, excuses, before)
        for family in before.families {
            let grows = family.kind == "counter" || family.kind == "histogram"
            guard grows || !passing.contains(family.name) else { continue }
            let excused = grows ? reset : reset.union(changed)
            guard let now = page.families.first(where: { $0.name == family.name }) else {
                let rest = before.series[family.series].filter { !excused.contains($0.name) }
                if !rest.isEmpty { found.append("\(family.name) has gone") }
                continue
            }
            // Most series stand where they stood: only new ones move those after them.
            var place = now.series.lowerBound
            for series in before.series[family.series] where !series.isOfAddress {
                if excused.contains(series.name) { continue }
                while place < now.series.upperBound, page.series[place].name != series.name,
                    page[series.name] != nil
                {
                    place += 1
                }
                guard place < now.series.upperBound, page.series[place].name == series.name else {
                    found.append("\(series.name) has gone")
                    continue
                }
                if grows, page.series[place].value < series.value {
                    found.append("\(series.name) went down")
                }
                place += 1
            }
        }
        return found
    }

    private static func series(
        of labels: [String], _ excuses: Excuses, _ page: MetricsPage
    ) -> Set<String> {
        guard !labels.isEmpty else { return [] }
        return Set(
            page.series(of: excuses.begin).map(\.name)
                .filter { series in labels.contains { series.contains($0) } })
    }

    /// Buckets grow up to the count, and stand in their order.
    private static func histograms(_ page: MetricsPage) -> [String] {
        var found: [String] = []
        for family in page.families where family.kind == "histogram" {
            let (bucket, sum) = (family.name + "_bucket{", family.name + "_sum")
            var last: Double?
            var hasEnded = false
            for series in page.series[family.series] {
                if series.name.hasPrefix(bucket) {
                    if let last, series.value < last { found.append("\(series.name) is too low") }
                    last = series.value
                    hasEnded = series.name.hasSuffix("le=\"+Inf\"}")
                } else if series.name.hasPrefix(sum) {
                    if series.value < 0 { found.append("\(series.name) is negative") }
                } else {
                    if !hasEnded || series.value != last { found.append("\(series.name) is wrong") }
                    last = nil
                }
            }
        }
        return found
    }
}
