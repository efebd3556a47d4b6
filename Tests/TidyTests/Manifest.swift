/// The targets of a Package.swift, read from its text.
///
/// It knows the few ways in which that file declares a target; a test says so where a folder has
/// none that it can read.
struct Manifest {
    struct Target: Equatable {
        /// The function that declares it, such as `room`.
        var kind: String
        var name: String
        var dependencies: [String]
        var line: Int
    }

    var path = "Package.swift"
    var targets: [Target] = []
    /// The Debian packages that its system libraries name.
    var debianPackages: Set<String> = []
    /// Where it takes a package from outside.
    var packageLines: [Int] = []

    init(_ file: File) {
        let tokens = Token.tokens(of: file.bytes)
        for (index, token) in tokens.enumerated() where token.kind == .word {
            let before = tokens[..<index].last
            guard before?.isWord("func") != true,
                tokens[index...].dropFirst().first?.isMark("(") == true
            else { continue }
            let call = Call(tokens[index...])
            switch token.text {
            case "package" where before?.isMark(".") == true: packageLines.append(token.line)
            case "apt": debianPackages.formUnion(call.strings(of: nil))
            case let kind where Self.declarers.contains(kind): take(call, kind, line: token.line)
            default: break
            }
        }
    }

    private static let declarers: Set = [
        "room", "library", "tests", "testSupport", "fuzzer", "target", "executableTarget",
        "testTarget", "systemLibrary",
    ]

    private mutating func take(_ call: Call, _ kind: String, line: Int) {
        let positional = call.strings(of: nil)
        debianPackages.formUnion(call.strings(of: "debian"))
        // A helper passes its parameters on: such a call has no name of its own.
        guard let name = call.strings(of: "name").first ?? positional.first else { return }
        let isLabelled = !call.strings(of: "name").isEmpty
        let dependencies = isLabelled ? call.strings(of: "dependencies") : positional.dropFirst()
        // `.library(name:targets:)` declares a product.
        guard kind != "library" || !isLabelled else { return }
        targets.append(
            Target(kind: kind, name: name, dependencies: Array(dependencies), line: line))
    }
}

/// The strings in the parentheses of a call, by the label of the argument that they are part of.
private struct Call {
    private var strings: [(label: String?, text: String)] = []

    init(_ tokens: ArraySlice<Token>) {
        var depth = 0
        var label: String?
        var previous: Token?
        for token in tokens {
            if token.isMark("(") || token.isMark("[") { depth += 1 }
            if token.isMark(")") || token.isMark("]") { depth -= 1 }
            if depth == 0, token.isMark(")") { return }
            if depth == 1, token.isMark(",") { label = nil }
            if depth == 1, token.isMark(":") { label = previous?.text }
            if token.kind == .string { strings.append((label, token.text)) }
            previous = token
        }
    }

    func strings(of label: String?) -> ArraySlice<String> {
        strings.filter { $0.label == label }.map(\.text)[...]
    }
}
