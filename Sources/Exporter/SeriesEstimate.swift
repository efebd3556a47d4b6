public import Configuration
import Metrics
import Probes

/// How many series the probes of a configuration will have, before any was made.
public struct SeriesEstimate: Sendable {
    /// Above so many a configuration is worth a second thought.
    public static let countMax = 100_000

    /// Series of all probes, when each has succeeded once; the exporter's own are some 80 more.
    public let count: Int

    /// An estimate for `settings`.
    public init(_ settings: Settings) {
        count = settings.probes.reduce(0) { $0 + Self.count($1) }
    }

    /// What is to be said where they are many; nil where they are not.
    public func warning(_ settings: Settings) -> ConfigurationWarning? {
        guard count >= Self.countMax, let first = settings.probes.first else { return nil }
        let probes = settings.probes.count
        return ConfigurationWarning(
            probe: first.path,
            message: "the \(probes) probes have about \(count) series, which each scrape moves",
            suggestion: "write histograms: [] where none is looked at, or scrape less often")
    }

    private static func count(_ probe: ProbeSettings) -> Int {
        let bounds = DurationBuckets.standardNanoseconds.count
        // Each bound, the bucket beyond, sum and count.
        var count = plain + probe.histograms.count * (bounds + 3)
        if case .name = probe.options.host { count += named }
        let thresholds = probe.thresholds
        let ratios = [
            thresholds.slowShare, thresholds.availability, thresholds.errorRate,
            thresholds.packetLoss,
        ]
        count += ratios.compactMap(\.self).count
        if thresholds.downFor != nil { count += 1 }
        // The threshold, and the connections that are above it.
        if thresholds.connectTime != nil { count += 2 }
        guard probe.options.tls != nil else { return count }
        count += secure
        if thresholds.certificateExpiry != nil { count += 1 }
        if thresholds.certificateExpiryCritical != nil { count += 1 }
        return count
    }

    /// Series of a probe of a literal address that succeeds, without thresholds and histograms.
    private static let plain = 33
    /// Those that a name adds.
    private static let named = 2
    /// Those that TLS adds where two certificates are served.
    private static let secure = 12
}
