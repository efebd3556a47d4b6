/// The text of `sonde probe`, as names and values.
package struct ProbeText {
    /// Of the attempt.
    package private(set) var facts: [String: String] = [:]
    /// Of each certificate.
    package private(set) var certificates: [[String: String]] = []

    package init(_ text: String) {
        for line in text.split(separator: "\n") {
            guard line.hasPrefix("  ") else {
                let name = line.prefix { $0 != " " }
                if name == "certificate", line.hasPrefix("certificate \(certificates.count)") {
                    certificates.append([:])
                } else {
                    facts[String(name)] = Self.value(line.dropFirst(name.count))
                }
                continue
            }
            guard !certificates.isEmpty else { continue }
            // Names of facts may have a space; two end them.
            let fact = line.dropFirst(2)
            let end =
                fact.firstRange(of: "  ")?.lowerBound
                ?? fact.index(
                    fact.startIndex, offsetBy: min(fact.count, 10))
            let name = fact[..<end].drop { $0 == " " }
            certificates[certificates.count - 1][String(name)] = Self.value(fact[end...])
        }
    }

    private static func value(_ text: Substring) -> String {
        String(text.drop { $0 == " " })
    }
}
