/// How long things may be.
enum Lengths {
    static let lineCharactersMax = 100
    static let fileLinesMax = 400
    static let functionLinesMax = 60
}

extension Rule {
    static let lengths = [
        Rule(
            name: "no line is longer than \(Lengths.lineCharactersMax) characters",
            planted: [Planted("// " + String(repeating: "é", count: 98))],
            innocent: ["// " + String(repeating: "é", count: 97)],
            check: longLines),
        Rule(
            name: "no file is longer than \(Lengths.fileLinesMax) lines",
            planted: [Planted(String(repeating: "// One.\n", count: 400) + "// More.", line: 401)],
            innocent: [String(repeating: "// One.\n", count: 399) + "// The last one."],
            check: longFiles),
        Rule(
            name: "no function is longer than \(Lengths.functionLinesMax) lines",
            planted: [
                Planted("protocol P {\n    func a()\n}\n" + function(lines: 61), line: 4),
                Planted(function("init(a: Int = { 1 }())", lines: 61)),
                Planted(function("deinit", lines: 61)),
                Planted(function("subscript(index: Int) -> Int", lines: 61)),
                Planted("let a = \"\"\"\n    {\n    \"\"\"\n" + function(lines: 61), line: 4),
            ],
            innocent: [
                function(lines: 60), "struct A {\n" + function(lines: 60) + "\n}\n",
                function(lines: 59) + "\n" + function(lines: 59),
                "protocol P {\n    func a()\n    " + function("var b: Int", lines: 99) + "\n}",
            ],
            check: longFunctions),
    ]

    private static func function(_ head: String = "func f()", lines: Int) -> String {
        head + " {\n" + String(repeating: "    // \"{\"\n", count: lines - 2) + "}"
    }

    private static func longLines(in file: SwiftFile) -> [Finding] {
        file.file.lines.enumerated().compactMap { index, line in
            guard line.utf8.count > Lengths.lineCharactersMax,
                line.count > Lengths.lineCharactersMax
            else { return nil }
            return Finding(
                path: file.path, line: index + 1, message: "a line of \(line.count) characters")
        }
    }

    private static func longFiles(in file: SwiftFile) -> [Finding] {
        let count = file.file.bytes.count { $0 == UInt8(ascii: "\n") }
        guard count > Lengths.fileLinesMax else { return [] }
        let line = Lengths.fileLinesMax + 1
        return [Finding(path: file.path, line: line, message: "a file of \(count) lines")]
    }

    private static func longFunctions(in file: SwiftFile) -> [Finding] {
        Function.functions(in: file.tokens).compactMap { function in
            guard function.lineCount > Lengths.functionLinesMax else { return nil }
            return Finding(
                path: file.path, line: function.firstLine,
                message: "\(function.name) has \(function.lineCount) lines")
        }
    }
}
