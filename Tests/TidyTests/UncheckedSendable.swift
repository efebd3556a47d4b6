import Testing

/// Who may promise the compiler what it cannot check.
enum UncheckedSendable {
    /// A file, or a room in which one file may; an entry that needs it no longer is an error.
    static let allowed = [
        "Sources/Patterns/Program.swift", "Sources/Reactor/EventLoop.swift",
        "Sources/Resolver/LoopBound.swift", "Sources/TLS/SharedHandle.swift",
    ]

    static func findings(in files: [SwiftFile], allowed: [String]) -> [Finding] {
        let uses = files.filter(\.isSource).flatMap { file in
            file.places(of: "@unchecked Sendable").map {
                Finding(path: file.path, line: file.tokens[$0].line, message: "@unchecked Sendable")
            }
        }
        let wrong = uses.filter { use in !allowed.contains { covers($0, use.path) } }
        let entries = allowed.compactMap { entry -> Finding? in
            let count = Set(uses.map(\.path).filter { covers(entry, $0) }).count
            guard count != 1, count > 1 || !isEmptyRoom(entry, in: files) else { return nil }
            return Finding(path: entry, line: 1, message: "allowed one file, used by \(count)")
        }
        return wrong + entries
    }

    private static func covers(_ entry: String, _ path: String) -> Bool {
        path == entry || path.hasPrefix(entry + "/")
    }

    /// A room in which nothing stands yet but its placeholder needs nothing yet.
    private static func isEmptyRoom(_ entry: String, in files: [SwiftFile]) -> Bool {
        let room = entry.split(separator: "/").prefix(2).joined(separator: "/")
        return files.contains { $0.path == room + "/Empty.swift" }
    }
}

@Suite struct UncheckedSendableTests {
    @Test func `only the listed files are @unchecked Sendable`() {
        let findings = UncheckedSendable.findings(
            in: Repository.shared.swiftFiles, allowed: UncheckedSendable.allowed)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    private static let unchecked = "final class A: @unchecked\n    Sendable {}\n"

    @Test(arguments: [
        ("Sources/A/B.swift", unchecked, 0), ("Sources/A/C.swift", unchecked, 2),
        ("Sources/A/B.swift", "// @unchecked Sendable\n", 1), ("Sources/A/Empty.swift", "\n", 0),
        ("Tests/A/B.swift", unchecked, 1),
    ])
    func `a file outside the list is found and so is a stale entry`(
        path: String, text: String, count: Int
    ) {
        let findings = UncheckedSendable.findings(
            in: [SwiftFile(path: path, text: text)], allowed: ["Sources/A/B.swift"])
        #expect(findings.count == count, "\(findings.report)")
    }

    @Test func `a room has room for one`() {
        let one = SwiftFile(path: "Sources/A/B.swift", text: Self.unchecked)
        let two = SwiftFile(path: "Sources/A/C.swift", text: Self.unchecked)
        #expect(UncheckedSendable.findings(in: [one], allowed: ["Sources/A"]) == [])
        #expect(UncheckedSendable.findings(in: [one, two], allowed: ["Sources/A"]).count == 1)
    }
}
