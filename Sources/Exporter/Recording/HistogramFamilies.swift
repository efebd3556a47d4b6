import Configuration
import Metrics
import Probes

/// The duration histograms, one for each ``HistogramPhase``, with the buckets that all share.
enum HistogramFamilies {
    static func add(to schema: inout TableSchema) -> [HistogramColumn] {
        HistogramPhase.allCases.map { phase in
            schema.histogram(
                "probe_\(phase.rawValue)_duration_seconds", help(phase),
                boundsNanoseconds: DurationBuckets.standardNanoseconds)
        }
    }

    private static func help(_ phase: HistogramPhase) -> String {
        switch phase {
        case .resolve: "Duration of the name look-ups that gave an address."
        case .connect: "Duration of the TCP connections that were made."
        case .tls: "Duration of the TLS handshakes that were done."
        case .exchange: "Duration of the conversations in which every step held."
        case .attempt: "Duration of the whole attempts that succeeded."
        }
    }
}

extension HistogramPhase {
    /// Its place among the columns.
    var place: Int {
        switch self {
        case .resolve: 0
        case .connect: 1
        case .tls: 2
        case .exchange: 3
        case .attempt: 4
        }
    }
}

extension Phase {
    /// What its durations go into; the way to a proxy is shown for the last attempt only.
    var histogram: HistogramPhase? {
        switch self {
        case .resolve: .resolve
        case .proxy: nil
        case .connect: .connect
        case .tls: .tls
        case .exchange: .exchange
        }
    }
}
