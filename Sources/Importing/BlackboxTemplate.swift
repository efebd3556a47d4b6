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
