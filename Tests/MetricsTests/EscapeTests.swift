import Metrics
import Simulation
import Testing

@Suite struct EscapeTests {
    private static let hostile: [Character] = [
        "\\", "\"", "\n", "\r", "n", "}", "{", ",", "=", " ", "#", "\0", "a", "\u{301}", "\u{2028}",
    ]

    @Test func `hostile label values read back as they were`() {
        var generator = SeededGenerator(seed: 5)
        var schema = TableSchema()
        let series = schema.labelled("series", "S.", .gauge)
        var table = MetricTable(schema)
        let pairs = (0..<10_000).map { _ in
            (Self.value(&generator), Self.value(&generator))
        }
        for (own, extra) in pairs {
            let row = table.addRow(labels: .probe(own))
            table.setSeries(series, row, labels: [LabelPair(name: "l", value: extra)], to: 1)
        }
        let lines = Array(table.text.utf8).split(separator: UInt8(ascii: "\n")).dropFirst(2)
        #expect(lines.count == pairs.count)
        var wrong = 0
        for (line, (own, extra)) in zip(lines, pairs)
        where Self.values(of: line) != [Array(own.utf8), Array(extra.utf8)] { wrong += 1 }
        #expect(wrong == 0)
    }

    private static func value(_ generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 0..<20, using: &generator)
        return String(
            (0..<count).map { _ in hostile[Int.random(in: hostile.indices, using: &generator)] })
    }

    /// The values of a line of exactly the form `series{probe="…",l="…"} 1`; nil for another.
    private static func values(of line: ArraySlice<UInt8>) -> [[UInt8]]? {
        var rest = line
        var values: [[UInt8]] = []
        for before in [#"series{probe=""#, #"",l=""#] {
            guard rest.starts(with: before.utf8) else { return nil }
            rest = rest.dropFirst(before.utf8.count)
            guard let value = unescape(&rest) else { return nil }
            values.append(value)
        }
        return rest.elementsEqual(#""} 1"#.utf8) ? values : nil
    }

    /// Reads up to the quote that ends a value.
    private static func unescape(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        while let byte = rest.first, byte != UInt8(ascii: "\"") {
            rest = rest.dropFirst()
            guard byte == UInt8(ascii: "\\") else {
                value.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
            default: return nil
            }
        }
        return value
    }
}
