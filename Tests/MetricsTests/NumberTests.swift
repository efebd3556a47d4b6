import Metrics
import Simulation
import Testing

@Suite struct NumberTests {
    static let doubles: [(Double, String)] = [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (-0.25, "-0.25"),
        (1.5, "1.5"), (99, "99"), (100, "100"), (9999, "9999"), (10_000, "10000"),
        (0.123456789, "0.123456789"), (0.000000001, "0.000000001"), (1e-10, "1e-10"),
        (1_790_000_000.25, "1790000000.25"), (1_790_000_000.123456, "1790000000.123456"),
        (9_007_199_254_740_991, "9007199254740991"), (-9_007_199_254_740_991, "-9007199254740991"),
        (9_007_199_254_740_992, "9007199254740992.0"), (1e300, "1e+300"),
        (.leastNonzeroMagnitude, "5e-324"),
        (0.1 + 0.2, "0.30000000000000004"), (1.0 / 3, "0.3333333333333333"),
        (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (-.nan, "NaN"),
        (.signalingNaN, "NaN"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ]

    @Test(arguments: doubles)
    func `a gauge is written as short as it reads back`(value: Double, text: String) {
        #expect(Self.gauges([value]) == [text[...]])
    }

    static let nanoseconds: [(Int64, String)] = [
        (0, "0"), (1, "0.000000001"), (-1, "-0.000000001"), (123_000, "0.000123"),
        (100_000_000, "0.1"), (999_999_999, "0.999999999"), (1_000_000_000, "1"),
        (1_500_000_000, "1.5"), (-1_500_000_000, "-1.5"), (10_010_000_000, "10.01"),
        (1_790_000_000_000_000_000, "1790000000"), (.max, "9223372036.854775807"),
        (.min, "-9223372036.854775808"),
    ]

    @Test(arguments: nanoseconds)
    func `nanoseconds are written as exact seconds`(value: Int64, text: String) {
        #expect(Self.seconds([value]) == [text[...]])
    }

    static let integers: [UInt64] = [
        0, 1, 9, 10, 12_345_678, 1 << 53 + 1, 10_000_000_000_000_000_000, .max,
    ]

    @Test(arguments: integers)
    func `a counter is written as an integer`(value: UInt64) {
        var schema = TableSchema()
        let counter = schema.counter("x_total", "X.")
        var table = MetricTable(schema)
        let row = table.addRow(labels: [])
        table.set(counter, row, to: value)
        #expect(table.values == [String(value)[...]])
    }

    @Test func `random nanoseconds read back as they were`() {
        var generator = SeededGenerator(seed: 1)
        let values = (0..<100_000).map { _ in
            Int64(bitPattern: generator.next()) >> Int64.random(in: 0..<64, using: &generator)
        }
        let texts = Self.seconds(values)
        #expect(texts.count == values.count)
        var wrong = 0
        for (value, text) in zip(values, texts) where Self.nanoseconds(of: text) != value {
            wrong += 1
        }
        #expect(wrong == 0)
    }

    @Test func `random doubles read back as they were, and no decimal is longer than needed`() {
        var generator = SeededGenerator(seed: 2)
        let values = (0..<50_000).map { index in
            switch index % 4 {
            case 0: Double(bitPattern: generator.next())
            case 1: Double(Int64.random(in: 0..<1 << 40, using: &generator)) / 1e9
            case 2: Double(Int64.random(in: -1 << 55..<1 << 55, using: &generator))
            default: Double.random(in: -1000..<1000, using: &generator)
            }
        }
        var wrong: [Double] = []
        for (value, text) in zip(values, Self.gauges(values)) {
            let isSame = value.isNaN ? text == "NaN" : Double(text) == value
            if !isSame || Self.digits(text) > Self.digits(value.description[...]) {
                wrong.append(value)
            }
        }
        #expect(wrong == [])
    }

    /// Significant digits of a decimal.
    private static func digits(_ text: Substring) -> Int {
        let mantissa = text.prefix { $0 != "e" }.filter(\.isNumber)
        var digits = mantissa.drop { $0 == "0" }
        while digits.last == "0" { digits.removeLast() }
        return digits.count
    }

    private static func gauges(_ values: [Double]) -> [Substring] {
        var schema = TableSchema()
        let gauge = schema.gauge("x", "X.")
        var table = MetricTable(schema)
        for value in values {
            let row = table.addRow(labels: [])
            table.set(gauge, row, to: value)
        }
        return table.values
    }

    private static func seconds(_ values: [Int64]) -> [Substring] {
        var schema = TableSchema()
        let gauge = schema.secondsGauge("x_seconds", "X.")
        var table = MetricTable(schema)
        for value in values {
            let row = table.addRow(labels: [])
            table.set(gauge, row, to: value)
        }
        return table.values
    }

    /// Reads decimal seconds without going through a double; nil for any but the exact form.
    private static func nanoseconds(of text: Substring) -> Int64? {
        let isNegative = text.first == "-"
        let parts = text.drop { $0 == "-" }.split(
            separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.last != "0", fraction.count <= 9, parts.count == 1 || fraction != "",
            parts[0] == "0" || parts[0].first != "0"
        else { return nil }
        let padding = String(repeating: "0", count: 9 - fraction.count)
        return Int64((isNegative ? "-" : "") + parts[0] + fraction + padding)
    }
}
