/// A family as it is shown: the bytes that are the same for all rows, and where the values are.
struct Family: Sendable {
    let name: String
    /// What stands behind its name in the `# TYPE` line.
    let type: String
    /// The name, with which each of its samples begins.
    let nameText: [UInt8]
    let shape: Shape
    private let textHeader: [UInt8]
    private let openMetricsHeader: [UInt8]
    /// What stands before the samples in its message.
    let messageHeader: [UInt8]
    private let openMetricsName: String

    /// What a row has of a family.
    enum Shape: Sendable {
        case scalar(CellPlace, Scalar)
        /// A cell for each value of one label, with the text of that label: `,phase="connect"} `.
        case split([(place: CellPlace, label: [UInt8])])
        case histogram(HistogramColumn, HistogramText)
        case labelled(LabelledColumn)
    }

    /// How the 64 bits of a cell are read.
    enum Scalar: Sendable {
        case counter
        case gauge
        case seconds
    }

    init(_ name: String, _ help: String, type: String, _ shape: Shape) {
        // The colon that the data model allows as well is for recording rules.
        precondition(LabelText.isLegal(name: name), "\(name) is no name for a family")
        self.name = name
        self.type = type
        self.shape = shape
        nameText = Array(name.utf8)
        let header = FamilyHeader(name: name, help: help, type: type)
        textHeader = header.text
        openMetricsHeader = header.openMetrics
        messageHeader = header.message
        openMetricsName = header.openMetricsName
    }

    /// What stands before its samples in a text.
    func header(in format: ExpositionFormat) -> [UInt8] {
        format == .openMetrics ? openMetricsHeader : textHeader
    }

    /// Whether it is one of those, by the name of the one format or of the other.
    func isNamed(_ names: Set<String>?) -> Bool {
        guard let names else { return true }
        return names.contains(name) || names.contains(openMetricsName)
    }
}

/// The parts of a histogram's samples that are the same for all rows.
struct HistogramText: Sendable {
    let bucket: [UInt8]
    let sum: [UInt8]
    let count: [UInt8]
    /// The ends of the `le` texts within ``bounds``, the one of `+Inf` last.
    let boundEnds: [Int]
    /// `,le="0.005"} ` of each bucket, one after the other.
    let bounds: [UInt8]

    init(_ name: String, _ boundsNanoseconds: [Int64]) {
        bucket = Array("\(name)_bucket".utf8)
        sum = Array("\(name)_sum".utf8)
        count = Array("\(name)_count".utf8)
        var ends: [Int] = []
        var bytes: [UInt8] = []
        for bound in boundsNanoseconds.map(BucketBound.text(nanoseconds:)) + ["+Inf"] {
            bytes += ",le=\"\(bound)\"} ".utf8
            ends.append(bytes.count)
        }
        boundEnds = ends
        bounds = bytes
    }
}
