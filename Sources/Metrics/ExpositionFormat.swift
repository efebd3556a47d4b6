/// In which form metrics are shown; the samples are the same in each.
public enum ExpositionFormat: Hashable, Sendable, CaseIterable {
    /// The Prometheus text format 0.0.4.
    case text
    /// OpenMetrics 1.0.
    case openMetrics
    /// Delimited messages `io.prometheus.client.MetricFamily`: the one form that has native
    /// histograms, and since when everything counts.
    case protobuf

    /// `Content-Type` of it, with the scheme for names that was asked for.
    public func contentType(_ escaping: EscapingScheme) -> StaticString {
        switch self {
        case .text: Self.textType(escaping)
        case .openMetrics: Self.openMetricsType(escaping)
        case .protobuf: Self.protobufType(escaping)
        }
    }
}

/// How names beyond `[a-zA-Z_:][a-zA-Z0-9_:]*` are written; all of ours are the same in each.
///
/// Prometheus, "Content negotiation" and "Escaping schemes".
public enum EscapingScheme: String, Sendable, CaseIterable {
    /// As they are.
    case allowUTF8 = "allow-utf-8"
    /// With underscores in place of what is not allowed; what is meant where nobody asks.
    case underscores
    /// With dots as `_dot_`.
    case dots
    /// With `U__` before them and code points between underscores.
    case values
}

extension ExpositionFormat {
    private static func textType(_ escaping: EscapingScheme) -> StaticString {
        switch escaping {
        case .allowUTF8: "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8"
        case .underscores: "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"
        case .dots: "text/plain; version=0.0.4; charset=utf-8; escaping=dots"
        case .values: "text/plain; version=0.0.4; charset=utf-8; escaping=values"
        }
    }

    private static func openMetricsType(_ escaping: EscapingScheme) -> StaticString {
        switch escaping {
        case .allowUTF8:
            "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
        case .underscores:
            "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"
        case .dots: "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots"
        case .values: "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=values"
        }
    }

    private static func protobufType(_ escaping: EscapingScheme) -> StaticString {
        switch escaping {
        case .allowUTF8:
            """
            application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; \
            encoding=delimited; escaping=allow-utf-8
            """
        case .underscores:
            """
            application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; \
            encoding=delimited; escaping=underscores
            """
        case .dots:
            """
            application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; \
            encoding=delimited; escaping=dots
            """
        case .values:
            """
            application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; \
            encoding=delimited; escaping=values
            """
        }
    }
}
