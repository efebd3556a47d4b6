/// A text exposition, read without any code of the program.
package struct MetricsPage {
    package let text: String
    package private(set) var types: [String: String] = [:]
    package private(set) var samples: [Sample] = []

    package struct Sample {
        package var name: String
        package var labels: [String: String]
        package var value: Double
    }

    package struct Malformed: Error {
        package let line: String
    }

    package init(_ text: String) throws {
        self.text = text
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3)
            if line.hasPrefix("# TYPE "), words.count == 4 {
                types[String(words[2])] = String(words[3])
            } else if !line.hasPrefix("#") {
                samples.append(try Sample(line))
            }
        }
    }

    /// Samples of that name whose labels include all of `labels`.
    package func samples(_ name: String, _ labels: [String: String] = [:]) -> [Sample] {
        samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
    }

    /// The value of the only such sample; nil where there is none, or more than one.
    package func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = samples(name, labels)
        return found.count == 1 ? found.first?.value : nil
    }

    package func sum(_ name: String, _ labels: [String: String] = [:]) -> Double {
        samples(name, labels).reduce(0) { $0 + $1.value }
    }
}

extension MetricsPage.Sample {
    fileprivate init(_ line: Substring) throws {
        guard let space = line.lastIndex(of: " "),
            let value = Double(line[line.index(after: space)...])
        else { throw MetricsPage.Malformed(line: String(line)) }
        self.value = value
        let series = line[..<space]
        guard let brace = series.firstIndex(of: "{") else {
            name = String(series)
            labels = [:]
            return
        }
        name = String(series[..<brace])
        labels = [:]
        var rest = series[brace...].dropFirst()
        while let equals = rest.firstIndex(of: "="), rest[equals...].hasPrefix("=\"") {
            let label = String(rest[..<equals])
            rest = rest[equals...].dropFirst(2)
            labels[label] = Self.text(&rest)
            guard rest.first == "," else { break }
            rest = rest.dropFirst()
        }
        guard rest == "}" else { throw MetricsPage.Malformed(line: String(line)) }
    }

    /// Takes a value in quotes, behind the first, and the quote at its end.
    private static func text(_ rest: inout Substring) -> String {
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", let escaped = rest.popFirst() else {
                text.append(character)
                continue
            }
            text.append(escaped == "n" ? "\n" : escaped)
        }
        return text
    }
}
