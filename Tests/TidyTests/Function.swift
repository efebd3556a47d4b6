/// A function with a body, from the line of its name to that of its closing brace.
struct Function: Equatable {
    var name: String
    var firstLine: Int
    var lastLine: Int

    var lineCount: Int { lastLine - firstLine + 1 }

    /// Every function in these tokens, an inner one before the one around it.
    static func functions(in tokens: [Token]) -> [Function] {
        var functions: [Function] = []
        var heads: [Head?] = []
        var pending: Head?
        var parentheses = 0
        for (index, token) in tokens.enumerated() {
            let previous = index > 0 ? tokens[index - 1] : nil
            switch (token.kind, token.text) {
            case (.mark, "("): parentheses += 1
            case (.mark, ")"): parentheses -= 1
            case (.mark, "{"):
                let opens = pending?.parentheses == parentheses
                heads.append(opens ? pending : nil)
                if opens { pending = nil }
            case (.mark, "}"):
                if let head = heads.popLast() ?? nil {
                    functions.append(
                        Function(name: head.name, firstLine: head.line, lastLine: token.line))
                }
            case (.word, let word) where declarations.contains(word):
                let isDeclared = previous?.isMark(".") != true
                guard isDeclared, pending?.parentheses ?? parentheses == parentheses else { break }
                let next = tokens.dropFirst(index + 1).first
                pending = callables.contains(word) ? Head(token, next: next, parentheses) : nil
            default: break
            }
        }
        return functions
    }

    /// What has a body that is to be measured.
    private static let callables: Set = ["func", "init", "deinit", "subscript"]
    /// What ends a declaration that had no body, as in a protocol.
    private static let declarations: Set = callables.union(["var", "let", "case", "associatedtype"])

    /// A function whose brace is still to come.
    private struct Head {
        var name: String
        var line: Int
        var parentheses: Int

        init(_ keyword: Token, next: Token?, _ parentheses: Int) {
            let isNamed = keyword.text == "func"
            name = isNamed ? next?.text ?? keyword.text : keyword.text
            line = keyword.line
            self.parentheses = parentheses
        }
    }
}
