/// A way of writing that the house does not use.
struct Ban: Sendable {
    /// What is looked for, as tokens: space and comments between them do not hide it.
    var pattern: String
    /// What stands in its place, or why not.
    var reason: String
    var planted: [Rule.Planted]
    var innocent: [String] = []

    static let all = [
        Ban(
            pattern: "Task.sleep", reason: "it starts threads; sleep on the loop's TimeSource",
            planted: ["try await Task.sleep(for: .seconds(1))", "await Task // Here.\n.sleep()"],
            innocent: ["await time.sleep(until: deadline)", "// Task.sleep", "a(\"Task.sleep\")"]),
        Ban(
            pattern: "Task<Never, Never>.sleep", reason: "it starts threads",
            planted: ["try await Task<Never, Never>.sleep(nanoseconds: 1)"]),
        Ban(
            pattern: "Task.detached", reason: "it leaves the loop's thread",
            planted: ["let a = Task.detached { 1 }"], innocent: ["let a = subtask.detached"]),
        Ban(
            pattern: "try!", reason: "an error is handled or passed on",
            planted: ["let a = try! f()"], innocent: ["let a = try !f()", "if try f() != 1 {}"]),
        Ban(
            pattern: "fatalError(", reason: "a bug traps by precondition, an error is thrown",
            planted: ["fatalError(\"no\")", "let a = \"\\(fatalError())\""],
            innocent: ["let fatalError = 1", "func `fatalError(`() {}"]),
        Ban(
            pattern: "nonisolated(unsafe)", reason: "it hides a race; a Mutex ends it",
            planted: ["nonisolated(unsafe) var a = 1"], innocent: ["nonisolated var a: Int { 1 }"]),
        Ban(
            pattern: "@preconcurrency", reason: "it hides what the compiler would say",
            planted: ["@preconcurrency import Glibc"], innocent: ["// @preconcurrency"]),
    ]

    /// Calls of the C library that stop the thread of a test.
    static let sleeps = ["sleep", "usleep", "nanosleep", "clock_nanosleep", "thrd_sleep"]
}

extension Rule {
    static let bans =
        Ban.all.map { ban in
            Rule(
                name: "no \(ban.pattern)", planted: ban.planted, innocent: ban.innocent
            ) { file in
                file.places(of: ban.pattern).map { place in
                    Finding(
                        path: file.path, line: file.tokens[place].line,
                        message: "\(ban.pattern): \(ban.reason)")
                }
            }
        } + [
            Rule(
                name: "no test sleeps", scope: .tests,
                planted: ["usleep(1000)", "_ = sleep(1)", "Glibc.sleep(1)", "nanosleep(&a, nil)"],
                innocent: [
                    "await time.sleep(until: deadline)", "await sleep(until: deadline)",
                    "func sleep(_ time: Duration) {}", "// sleep(1)",
                ],
                check: sleepsInTests),
            Rule(
                name: "nothing is left undone",
                planted: [Planted("// TO" + "DO: the rest"), Planted("let a = 1  // FIX" + "ME")],
                innocent: ["let fixme = true  // Mastodon"],
                check: undone),
        ]

    private static func sleepsInTests(in file: SwiftFile) -> [Finding] {
        Ban.sleeps.flatMap { name in
            file.places(of: name + "(").filter { place in
                let before = file.tokens[..<place].last
                let qualifier = file.tokens[..<place].dropLast().last
                let isMethod = before?.isMark(".") == true && qualifier?.isWord("Glibc") != true
                let hasLabel = file.tokens[place...].dropFirst(3).first?.isMark(":") == true
                return !isMethod && !hasLabel && before?.isWord("func") != true
            }.map { place in
                Finding(
                    path: file.path, line: file.tokens[place].line,
                    message: "\(name)() in a test: wait for what happens instead")
            }
        }
    }

    /// Looks at the bare text, so that neither a comment nor a string hides the word.
    private static func undone(in file: SwiftFile) -> [Finding] {
        ["TO" + "DO", "FIX" + "ME"].flatMap { word in
            file.file.places(of: word).map {
                file.file.finding(at: $0, "\(word): do it, or write it down where it is planned")
            }
        }
    }
}

extension SwiftFile {
    /// Where in `tokens` the code `pattern` begins.
    func places(of pattern: String) -> [Int] {
        let wanted = Token.tokens(of: Array(pattern.utf8))
        guard let first = wanted.first else { return [] }
        return tokens.indices.filter { start in
            guard tokens[start].isCode(first) else { return false }
            let candidate = tokens[start...].prefix(wanted.count)
            return candidate.count == wanted.count
                && zip(candidate, wanted).allSatisfy { $0.isCode($1) }
        }
    }
}
