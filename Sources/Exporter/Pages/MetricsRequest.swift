import HTTPServing
import Metrics
import Wire

/// What a reader of the metrics asks for.
struct MetricsRequest: Hashable, Sendable {
    var format = ExpositionFormat.text
    var escaping = EscapingScheme.underscores
    /// Whether it takes a compressed page.
    var isCompressed = false
    /// The families that it wants; nil for all.
    var names: Set<String>?

    /// Why a request cannot be answered.
    enum Failure: Error {
        /// Its query cannot be read.
        case query
    }

    /// Reads what a client would take; one that asks for nothing that there is gets text.
    init(_ request: HTTPRequest) throws(Failure) {
        for preference in HTTPPreference.list(request.accept ?? "") where preference.weight > 0 {
            guard let format = ExpositionFormat(preference) else { continue }
            self.format = format
            escaping =
                preference.parameters["escaping"].flatMap(EscapingScheme.init) ?? .underscores
            break
        }
        isCompressed = ContentCoding.takesGzip(request.acceptEncoding ?? "")
        guard let query = request.query else { return }
        guard let items = HTTPQuery(query) else { throw .query }
        let wanted = items["name[]"]
        if !wanted.isEmpty { names = Set(wanted) }
    }
}

extension ExpositionFormat {
    /// The format that a clause of `Accept` means; nil for what we do not have.
    ///
    /// Prometheus, "Content negotiation". Everything, or any text, is the one that people can read.
    fileprivate init?(_ preference: HTTPPreference) {
        let parameters = preference.parameters
        let version = parameters["version"]
        switch preference.name {
        case "application/vnd.google.protobuf":
            guard parameters["proto"] == "io.prometheus.client.MetricFamily",
                parameters["encoding"] == "delimited"
            else { return nil }
            self = .protobuf
        case "application/openmetrics-text":
            guard version == nil || version == "1.0.0" || version == "0.0.1" else { return nil }
            self = .openMetrics
        case "text/plain":
            guard version == nil || version == "0.0.4" else { return nil }
            self = .text
        case "*/*", "text/*": self = .text
        default: return nil
        }
    }
}
