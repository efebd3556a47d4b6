/// An expression of blackbox_exporter as one of ours.
///
/// There it is matched against one whole line without its end, and groups have numbers; here
/// against a stream, and groups that are used have names. Both are RE2's.
struct BlackboxExpression {
    /// The expression for a stream: what matches, and the rest of its line.
    let text: String
    /// The names of the groups that were asked for, by their numbers.
    let names: [Int: String]

    /// What matches any line, an empty one as well: an expression that matches nothing is refused.
    static let anyLine = "\\n"

    /// Gives names to the groups with these numbers.
    init(_ text: String, naming wanted: [Int: String]) {
        var reader = Reader(rest: text[...], wanted: wanted)
        while reader.step() {}
        names = reader.names
        // The line is taken whole, so that the next step begins at the next one.
        let result = reader.result
        if result.contains("|") {
            self.text = "(?:\(result)).*$"
        } else {
            self.text = result.hasSuffix("$") && !result.hasSuffix("\\$") ? result : result + ".*$"
        }
    }

    /// Goes through an expression once, from left to right.
    private struct Reader {
        var rest: Substring
        let wanted: [Int: String]
        var result = ""
        var names: [Int: String] = [:]
        private var number = 0

        init(rest: Substring, wanted: [Int: String]) {
            self.rest = rest
            self.wanted = wanted
        }

        /// Translates the next part; false at the end.
        mutating func step() -> Bool {
            guard let character = rest.popFirst() else { return false }
            switch character {
            case "\\": escape()
            case "[": characterClass()
            case "(": group()
            default: result.append(character)
            }
            return true
        }

        private mutating func escape() {
            guard let escaped = rest.popFirst() else {
                result += "\\"
                return
            }
            switch escaped {
            // The ends of a text are those of a line here.
            case "A": result += "^"
            case "z": result += "$"
            // What is not of a kind is not the end of a line.
            case "W": result += "[^\\w\\r\\n]"
            case "D": result += "[^\\d\\r\\n]"
            case "s": result += "[\\t\\f\\v ]"
            case "Q":
                let end = rest.firstRange(of: "\\E")
                let literal = rest[..<(end?.lowerBound ?? rest.endIndex)]
                rest = end.map { rest[$0.upperBound...] } ?? ""
                result += "\\Q\(literal)\\E"
            default: result += "\\\(escaped)"
            }
        }

        private mutating func characterClass() {
            result += "["
            let isNegated = rest.first == "^"
            if isNegated { result.append(rest.removeFirst()) }
            // A bracket that stands first in a class means itself.
            if rest.first == "]" { result.append(rest.removeFirst()) }
            if isNegated { result += "\\r\\n" }
            while let character = rest.popFirst() {
                result.append(character)
                if character == "]" { return }
                if character == "\\", let escaped = rest.popFirst() { result.append(escaped) }
                // A class by name has brackets of its own: `[:alpha:]`.
                if character == "[", rest.first == ":", let end = rest.firstRange(of: ":]") {
                    result += rest[..<end.upperBound]
                    rest = rest[end.upperBound...]
                }
            }
        }

        private mutating func group() {
            result += "("
            if rest.hasPrefix("?P<") || rest.hasPrefix("?<") {
                number += 1
                // RE2 of older systems knows the longer form only.
                rest = rest.dropFirst(rest.hasPrefix("?P<") ? 3 : 2)
                let name = rest.prefix { $0 != ">" }
                let known = wanted[number].flatMap { isOurs($0) ? nil : $0 } ?? String(name)
                rest = rest.dropFirst(name.count)
                names[number] = known
                result += "?P<\(known)"
            } else if rest.hasPrefix("?") {
                flags()
            } else {
                number += 1
                guard let name = wanted[number] else { return }
                names[number] = name
                result += "?P<\(name)>"
            }
        }

        /// Whether a name was made for what is sent, where one that is there already does.
        private func isOurs(_ name: String) -> Bool { name.hasPrefix("group") }

        /// The flags of `(?ms:`, without the one by which a point is the end of a line as well.
        private mutating func flags() {
            let flags = rest.prefix { $0 != ":" && $0 != ")" }
            rest = rest.dropFirst(flags.count)
            let parts = flags.dropFirst().split(
                separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let on = parts.first.map { $0.filter { $0 != "s" } } ?? ""
            let off = parts.count == 2 ? "-\(parts[1])" : ""
            guard on.isEmpty, off.isEmpty, rest.first == ")" else {
                result += "?\(on)\(off)"
                return
            }
            // Nothing is left of it.
            rest = rest.dropFirst()
            result.removeLast()
        }
    }
}
