import Configuration
import Glibc

/// The metrics page as a reader takes it apart, by rules of its own.
struct MetricsPage {
    struct Malformed: Error {
        let what: String
    }

    /// Values by the series as it is written: `name{label="value"}`.
    private(set) var values: [String: Double] = [:]
    /// Every series in the order of the page.
    private(set) var series: [Series] = []
    /// Families in the order of the page, with their kind.
    private(set) var families: [Family] = []

    struct Family {
        var name: String
        var kind: String
        /// Where its series stand among all.
        var series: Range<Int>
    }

    struct Series {
        var name: String
        var value: Double

        /// Whether it is one of an address behind a name, which goes when the name loses it.
        var isOfAddress: Bool { name.contains(",ip=\"") }
    }

    /// Takes a whole answer of the server apart, whose body is not in chunks.
    init(_ answer: [UInt8]) throws {
        guard let start = answer.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else {
            throw Malformed(what: "no head")
        }
        values.reserveCapacity(answer.count / 64)
        var begin = start
        while begin < answer.count {
            guard let end = Self.lineEnd(answer, from: begin) else {
                throw Malformed(what: "the last line does not end")
            }
            try read(answer, begin, end)
            begin = end + 1
        }
    }

    private mutating func read(_ bytes: [UInt8], _ begin: Int, _ end: Int) throws {
        if bytes[begin] == UInt8(ascii: "#") {
            let words = String(decoding: bytes[begin..<end], as: UTF8.self)
                .split(separator: " ", maxSplits: 3)
            guard words.count == 4, words[0] == "#" else { throw Malformed(what: "\(words)") }
            if words[1] == "TYPE" {
                families.append(
                    Family(
                        name: String(words[2]), kind: String(words[3]),
                        series: series.count..<series.count))
            }
            return
        }
        var space = end - 1
        while space > begin, bytes[space] != UInt8(ascii: " ") { space -= 1 }
        let name = String(decoding: bytes[begin..<space], as: UTF8.self)
        guard let value = Double(String(decoding: bytes[(space + 1)..<end], as: UTF8.self)),
            let family = families.last, name.hasPrefix(family.name)
        else { throw Malformed(what: name) }
        guard values.updateValue(value, forKey: name) == nil else {
            throw Malformed(what: "\(name) twice")
        }
        series.append(Series(name: name, value: value))
        families[families.count - 1].series = family.series.lowerBound..<series.count
    }

    /// By the C library: a page of a day has gigabytes, and a debug build walks slowly.
    private static func lineEnd(_ bytes: [UInt8], from begin: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let found = unsafe memchr(base + begin, 10, bytes.count - begin)
            return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
        }
    }
}

extension MetricsPage {
    /// The value of a series by its whole name.
    subscript(series: String) -> Double? { values[series] }

    /// The value of a probe's series; `more` are labels after those of its identity.
    subscript(family: String, probe: ProbeSettings, more: String) -> Double? {
        values["\(family){\(probe.identityText)\(more.isEmpty ? "" : ",")\(more)}"]
    }

    /// The value of a probe's series without further labels.
    subscript(family: String, probe: ProbeSettings) -> Double? { self[family, probe, ""] }

    /// All series of a probe in a family, by the labels after those of its identity.
    func all(_ family: String, _ probe: ProbeSettings) -> [String: Double] {
        let begin = "\(family){\(probe.identityText)"
        var found: [String: Double] = [:]
        // A page has tens of thousands of series; the parts of a histogram are no family.
        let range = families.first { $0.name == family }?.series ?? series.indices
        for series in series[range] where series.name.hasPrefix(begin) {
            let more = series.name.dropFirst(begin.count).drop { $0 == "," }.dropLast()
            found[String(more)] = series.value
        }
        return found
    }

    /// All series whose labels begin so, such as with `{server="web",`.
    func series(of begin: String) -> [Series] {
        families.flatMap { family in
            let parts = family.kind == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
            let beginnings = parts.map { family.name + $0 + begin }
            return series[family.series].filter { series in
                beginnings.contains { series.name.hasPrefix($0) }
            }
        }
    }

    /// The sum over the series of probes, without those of the addresses behind their names.
    func sumOfWholes(_ family: String) -> Double {
        guard let family = families.first(where: { $0.name == family }) else { return 0 }
        return series[family.series].reduce(0) { sum, series in
            series.isOfAddress ? sum : sum + series.value
        }
    }

    /// The sum over all series of a family.
    func sum(_ family: String) -> Double {
        guard let family = families.first(where: { $0.name == family }) else { return 0 }
        var sum = 0.0
        for series in series[family.series] { sum += series.value }
        return sum
    }
}

extension ProbeSettings {
    /// Its identity as labels of a page; only for texts that need no escapes.
    var identityText: String {
        "server=\"\(server)\",probe=\"\(name)\",target=\"\(target)\""
    }
}
