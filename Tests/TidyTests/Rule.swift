import Testing

/// A rule of the house for one Swift file, with the violations that it must find.
struct Rule: Sendable, CustomTestStringConvertible {
    var name: String
    var scope = Scope.everywhere
    var planted: [Planted]
    /// Texts that look like a violation and are right.
    var innocent: [String] = []
    var check: @Sendable (SwiftFile) -> [Finding]

    enum Scope { case everywhere, sources, tests }

    /// A text that breaks the rule once.
    struct Planted: Sendable, ExpressibleByStringLiteral {
        var text: String
        /// Counted from one.
        var line = 1

        init(_ text: String, line: Int = 1) {
            self.text = text
            self.line = line
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    static let all = lengths + bans + imports

    var testDescription: String { name }

    func findings(in file: SwiftFile) -> [Finding] {
        switch scope {
        case .sources where !file.isSource: []
        case .tests where file.isSource: []
        default: check(file)
        }
    }
}

@Suite struct RuleTests {
    @Test(arguments: Rule.all) func `every Swift file keeps the rule`(rule: Rule) {
        let findings = Repository.shared.swiftFiles.flatMap(rule.findings)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test(arguments: Rule.all) func `a planted violation is found`(rule: Rule) {
        #expect(!rule.planted.isEmpty)
        for planted in rule.planted {
            let file = SwiftFile(path: rule.scope.examplePath, text: planted.text + "\n")
            let lines = rule.findings(in: file).map(\.line)
            #expect(lines == [planted.line], "\(planted.text)")
        }
    }

    @Test(arguments: Rule.all) func `what only looks like a violation is not one`(rule: Rule) {
        for text in rule.innocent {
            let file = SwiftFile(path: rule.scope.examplePath, text: text + "\n")
            #expect(rule.findings(in: file) == [], "\(text)")
        }
    }

    @Test func `the walk finds the rooms and this very file`() {
        let paths = Set(Repository.shared.swiftFiles.map(\.path))
        #expect(paths.contains("Tests/TidyTests/Rule.swift"))
        #expect(paths.contains("Sources/Network/Transport.swift"))
    }
}

extension Rule.Scope {
    fileprivate var examplePath: String {
        self == .tests ? "Tests/TimeTests/Planted.swift" : "Sources/Time/Planted.swift"
    }
}

extension [Finding] {
    /// One finding a line.
    var report: String { map(\.description).joined(separator: "\n") }
}
