/// Holds each page against itself and against the one before it.
struct PageAuditor {
    private var before: MetricsPage?

    /// Families that say what is true now, so that a series may go.
    private static let passing: Set<String> = [
        "probe_last_failure_info", "probe_last_phase_seconds", "probe_address_info",
        "probe_ssl_last_chain_info", "probe_tls_version_info", "probe_tls_cipher_info",
        "probe_tls_verify_failure_info", "probe_ssl_last_chain_expiry_timestamp_seconds",
        "probe_certificate_not_after_timestamp_seconds",
        "probe_certificate_not_before_timestamp_seconds",
    ]

    /// What is wrong with the next page.
    mutating func check(_ page: MetricsPage) -> [String] {
        var found = Self.histograms(page)
        if let before { found += Self.changes(before, page) }
        before = page
        return found
    }

    private static func changes(_ before: MetricsPage, _ page: MetricsPage) -> [String] {
        var found: [String] = []
        let grows = before.families.map { $0.kind == "counter" || $0.kind == "histogram" }
        let stays = before.families.map { !passing.contains($0.name) }
        var place = 0
        for series in before.series {
            guard stays[series.family] || grows[series.family] else { continue }
            // Most series stand where they stood: only new ones move those after them.
            while place < page.series.count, page.series[place].name != series.name,
                page[series.name] != nil
            {
                place += 1
            }
            guard place < page.series.count, page.series[place].name == series.name else {
                found.append("\(series.name) has gone")
                continue
            }
            if grows[series.family], page.series[place].value < series.value {
                found.append("\(series.name) went down")
            }
            place += 1
        }
        return found
    }

    /// Buckets grow up to the count, and stand in their order.
    private static func histograms(_ page: MetricsPage) -> [String] {
        let isHistogram = page.families.map { $0.kind == "histogram" }
        var found: [String] = []
        var last: Double?
        var hasEnded = true
        for series in page.series where isHistogram[series.family] {
            let family = page.families[series.family].name
            let kind = series.name.dropFirst(family.count).prefix { $0 != "{" && $0 != " " }
            switch kind {
            case "_bucket":
                if let last, series.value < last { found.append("\(series.name) is too low") }
                last = series.value
                hasEnded = series.name.hasSuffix("le=\"+Inf\"}")
            case "_sum":
                if series.value < 0 { found.append("\(series.name) is negative") }
            case "_count":
                if !hasEnded || series.value != last { found.append("\(series.name) is wrong") }
                last = nil
            default: found.append("\(series.name) is no part of a histogram")
            }
        }
        return found
    }
}
