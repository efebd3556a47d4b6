public import Configuration
import Metrics
import Network
import Probes

/// How many series the probes of a configuration will have, before any was made.
public struct SeriesEstimate: Sendable {
    /// Above so many a configuration is worth a second thought.
    public static let countMax = 100_000

    /// Series of all probes, when each has succeeded once; the exporter's own are some 80 more.
    public let count: Int
    /// Whether there may be many more: how many addresses a name has is not written anywhere.
    public let isLeast: Bool

    /// An estimate for `settings`.
    public init(_ settings: Settings) {
        count = settings.probes.reduce(0) { $0 + Self.count($1) }
        isLeast = settings.probes.contains { $0.options.addresses.isAll }
    }

    /// What is to be said where they are many; nil where they are not.
    public func warning(_ settings: Settings) -> ConfigurationWarning? {
        guard count >= Self.countMax, let first = settings.probes.first else { return nil }
        let probes = settings.probes.count
        let bound = isLeast ? "at least" : "about"
        return ConfigurationWarning(
            at: first.qualifiedName,
            message: "the \(probes) probes have \(bound) \(count) series, which each scrape moves",
            suggestion: "write histograms: [] where none is looked at, or scrape less often")
    }

    private static func count(_ probe: ProbeSettings) -> Int {
        guard case .all(let quorum) = probe.options.addresses else { return count(probe, .probe) }
        // Fewer than the quorum would be down, and who attempts all expects more than one.
        let addresses = max(2, quorum.needed(of: 2))
        // All addresses have the same series.
        return count(probe, .whole) + addresses * count(probe, .address(.any4))
    }

    private static func count(_ probe: ProbeSettings, _ subject: RowSubject) -> Int {
        let bounds = DurationBuckets.standardNanoseconds.count
        // Each bound, the bucket beyond, sum and count.
        var count = common + probe.histograms.count(where: subject.has) * (bounds + 3)
        if subject.isScheduled { count += scheduled(probe) }
        if subject.connects { count += connecting(probe) }
        // Which address it was stands on the row of the address otherwise.
        if subject.connects, subject.isScheduled { count += 1 }
        return count
    }

    private static func scheduled(_ probe: ProbeSettings) -> Int {
        var count = scheduled
        if case .name = probe.options.host, probe.options.proxy == nil { count += named }
        switch probe.options.addresses {
        case .first: break
        case .any: count += 1
        case .all: count += 2
        }
        if probe.options.staleFor != nil { count += 1 }
        if !probe.maintenance.isEmpty { count += 1 }
        if !probe.parents.isEmpty { count += 1 }
        let thresholds = probe.thresholds
        if thresholds.downFor != nil { count += 1 }
        return count + [thresholds.availability, thresholds.errorRate].compactMap(\.self).count
    }

    private static func connecting(_ probe: ProbeSettings) -> Int {
        let thresholds = probe.thresholds
        var count =
            connecting + [thresholds.slowShare, thresholds.packetLoss].compactMap(\.self).count
        // The threshold, and the connections that are above it.
        if thresholds.connectTime != nil { count += 2 }
        guard let tls = probe.options.tls else { return count }
        count += secure
        if thresholds.certificateExpiry != nil { count += 1 }
        if thresholds.certificateExpiryCritical != nil { count += 1 }
        if tls.compareFile != nil { count += 1 }
        if tls.auditsVersions { count += TLSVersion.allCases.count }
        return count
    }

    /// Series of whatever succeeds, without thresholds and histograms.
    private static let common = 16
    /// Those that the schedule and the objectives add.
    private static let scheduled = 5
    /// Those that a name adds.
    private static let named = 2
    /// Those that a connection adds.
    private static let connecting = 9
    /// Those that TLS adds where two certificates are served, and no staple.
    private static let secure = 12
}
