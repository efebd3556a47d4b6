/// An expression of blackbox_exporter as one of ours.
///
/// There it is matched against one line without its end, and groups have numbers; here against a
/// stream, and groups that are used have names. Both are RE2's.
struct BlackboxExpression {
    /// The expression for a stream.
    let text: String
    /// The names of the groups that were asked for, by their numbers.
    let names: [Int: String]

    /// What matches any line, an empty one as well: an expression that matches nothing is refused.
    static let anyLine = "\\n"

    /// Gives names to the groups with these numbers, such names where they are given.
    init(_ text: String, naming wanted: [Int: String]) {
        var (result, names, number) = ("", [Int: String](), 0)
        var (isEscaped, isClass, classStart) = (false, false, 0)
        let scalars = Array(text)
        for (place, character) in scalars.enumerated() {
            result.append(character)
            if isEscaped {
                isEscaped = false
                // The ends of a text are those of a line here.
                if !isClass, character == "A" || character == "z" {
                    result.removeLast(2)
                    result.append(character == "A" ? "^" : "$")
                }
            } else if character == "\\" {
                isEscaped = true
            } else if isClass {
                // A bracket that stands first in a class means itself.
                if character == "]", place > classStart {
                    isClass = false
                }
            } else if character == "[" {
                isClass = true
                classStart = place + 1
                if place + 1 < scalars.count, scalars[place + 1] == "^" { classStart = place + 2 }
            } else if character == "(" {
                let rest = String(scalars[(place + 1)...].prefix(40))
                let given = Self.name(rest)
                guard !rest.hasPrefix("?") || given != nil else { continue }
                number += 1
                if let given {
                    names[number] = given
                } else if let name = wanted[number] {
                    names[number] = name
                    result += "?P<\(name)>"
                }
            }
        }
        self.names = names
        self.text = Self.insideLine(result)
    }

    /// The name that a group has already: `?P<name>` or `?<name>`.
    private static func name(_ text: String) -> String? {
        for opening in ["?P<", "?<"] where text.hasPrefix(opening) {
            let name = text.dropFirst(opening.count).prefix { $0 != ">" }
            return name.isEmpty ? nil : String(name)
        }
        return nil
    }

    /// With the ends of lines among what a negated class does not match.
    private static func insideLine(_ text: String) -> String {
        var (result, rest, isClass) = ("", text[...], false)
        while let character = rest.popFirst() {
            result.append(character)
            if character == "\\" {
                if let escaped = rest.popFirst() { result.append(escaped) }
            } else if isClass {
                isClass = character != "]"
            } else if character == "[" {
                isClass = true
                let isNegated = rest.first == "^"
                if isNegated { result.append(rest.removeFirst()) }
                // A bracket that stands first in a class means itself.
                if rest.first == "]" { result.append(rest.removeFirst()) }
                if isNegated { result += "\\r\\n" }
            }
        }
        return result
    }
}

/// What is sent after a match, in which `$1`, `${1}` and `${name}` stand for groups
/// (Go, `Regexp.Expand`).
struct BlackboxTemplate {
    /// Pieces of text, and what groups they stand between.
    let pieces: [Piece]

    enum Piece {
        case text(String)
        case group(String)
    }

    init(_ text: String) {
        var pieces: [Piece] = []
        var (literal, rest) = ("", text[...])
        while let character = rest.popFirst() {
            guard character == "$" else {
                literal.append(character)
                continue
            }
            if rest.first == "$" {
                literal.append("$")
                rest.removeFirst()
            } else if let name = Self.name(&rest) {
                pieces += [.text(literal), .group(name)]
                literal = ""
            } else {
                literal.append("$")
            }
        }
        self.pieces = pieces + [.text(literal)]
    }

    /// The numbers of the groups that it names by number.
    var numbers: [Int] {
        pieces.compactMap { if case .group(let name) = $0 { Int(name) } else { nil } }
    }

    private static func name(_ rest: inout Substring) -> String? {
        let isName: (Character) -> Bool = {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")
        }
        if rest.first == "{" {
            let name = rest.dropFirst().prefix(while: isName)
            let after = rest.dropFirst(name.count + 1)
            guard !name.isEmpty, after.first == "}" else { return nil }
            rest = after.dropFirst()
            return String(name)
        }
        let name = rest.prefix(while: isName)
        guard !name.isEmpty else { return nil }
        rest = rest.dropFirst(name.count)
        return String(name)
    }
}
