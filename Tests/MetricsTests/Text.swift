import Metrics

extension Exposition {
    /// The whole text, taken in slices.
    func text(bytesMax: Int = .max) -> String {
        var copy = self
        var bytes: [UInt8] = []
        while copy.render(into: &bytes, bytesMax: bytesMax) {}
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension MetricTable {
    /// The whole text of this table alone.
    var text: String { Exposition([self]).text() }

    /// The values of all samples, as written.
    var values: [Substring] {
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
            $0.split(separator: " ").last
        }
    }
}

extension [LabelPair] {
    /// The one label that most tests need.
    static func probe(_ value: String) -> [LabelPair] { [LabelPair(name: "probe", value: value)] }
}
