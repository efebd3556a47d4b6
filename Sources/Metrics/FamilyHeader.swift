/// What is said of a family before its samples, in each format.
struct FamilyHeader {
    let name: String
    let help: String
    /// `counter`, `gauge` or `histogram`.
    let type: String

    /// The `# HELP` and `# TYPE` lines of the text format 0.0.4.
    var text: [UInt8] {
        var lines = Array("# HELP \(name) ".utf8)
        lines.appendEscaped(help, quotes: false)
        lines += "\n# TYPE \(name) \(type)\n".utf8
        return lines
    }

    /// The `# HELP`, `# TYPE` and `# UNIT` lines of OpenMetrics 1.0, which names a family without
    /// the ending of its samples.
    var openMetrics: [UInt8] {
        var lines = Array("# HELP \(openMetricsName) ".utf8)
        lines.appendEscaped(help, quotes: true)
        lines += "\n# TYPE \(openMetricsName) \(openMetricsType)\n".utf8
        if let unit { lines += "# UNIT \(openMetricsName) \(unit)\n".utf8 }
        return lines
    }

    /// The fields name, help, type and unit of a `MetricFamily`.
    var message: [UInt8] {
        var fields: [UInt8] = []
        fields.appendField(1, bytes: name.utf8)
        fields.appendField(2, bytes: help.utf8)
        fields.appendField(3, varint: messageType)
        if let unit { fields.appendField(5, bytes: unit.utf8) }
        return fields
    }

    /// The name without `_total` or `_info`, which its samples have.
    var openMetricsName: String {
        let ending = type == "counter" ? "_total" : isInfo ? "_info" : ""
        return String(name.dropLast(ending.utf8.count))
    }

    /// A gauge that is always 1, for the sake of its labels.
    private var isInfo: Bool { type == "gauge" && name.hasSuffix("_info") }

    private var openMetricsType: String { isInfo ? "info" : type }

    /// `io.prometheus.client.MetricType`.
    private var messageType: UInt64 {
        switch type {
        case "counter": 0
        case "gauge": 1
        default: 4
        }
    }

    private var unit: String? {
        ["seconds", "bytes", "ratio"].first { openMetricsName.hasSuffix("_\($0)") }
    }
}
