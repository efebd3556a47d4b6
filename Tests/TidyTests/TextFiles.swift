import Testing

/// What holds for every text file, in whatever language.
enum TextFiles {
    /// Folders of machines on which this was built; in pieces, since this is a text file too.
    static let machinePaths = ["/" + "work/", "/" + "opt/swift", "/" + "root"]

    static func machinePaths(in file: File) -> [Finding] {
        machinePaths.flatMap { path in
            file.places(of: path).filter { beginsPath(path, at: $0, in: file.bytes) }.map {
                file.finding(at: $0, "\(path) is a path of a machine")
            }
        }
    }

    static func endings(in file: File) -> [Finding] {
        guard let last = file.bytes.last, last != UInt8(ascii: "\n") else { return [] }
        return [file.finding(at: file.bytes.count, "no newline at the end")]
    }

    static func tabs(in file: File) -> [Finding] {
        guard file.path.hasSuffix(".swift") else { return [] }
        return file.places(of: "\t").map { file.finding(at: $0, "a tab") }
    }

    /// Whether a path begins here and its last name ends: `certificates/root.pem` names no home.
    private static func beginsPath(_ path: String, at place: Int, in bytes: [UInt8]) -> Bool {
        let before = bytes[..<place].last.map(isPartOfName) ?? false
        let after = bytes[place...].dropFirst(path.utf8.count).first.map(isPartOfName) ?? false
        return !before && (path.hasSuffix("/") || !after)
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95: true
        default: false
        }
    }
}

@Suite struct TextFilesTests {
    private static let texts = Repository.shared.files.filter(\.isText)

    @Test func `no text names a path of a machine`() {
        let findings = Self.texts.flatMap(TextFiles.machinePaths)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `every file ends with a newline`() {
        let findings = Self.texts.flatMap(TextFiles.endings)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `no Swift file has a tab`() {
        let findings = Self.texts.flatMap(TextFiles.tabs)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test(arguments: TextFiles.machinePaths) func `a planted path is found`(path: String) {
        for text in [path, "a\nb=\(path)", "(\(path))", "x:\(path) y"] {
            let file = File(path: "README.md", text: text)
            #expect(TextFiles.machinePaths(in: file).map(\.line) == [file.lines.count], "\(text)")
        }
        for text in ["a" + path, "../x" + path, "."] {
            #expect(TextFiles.machinePaths(in: File(path: "a.md", text: text)) == [], "\(text)")
        }
    }

    @Test func `a longer name is another path`() {
        for text in ["/" + "roots", "/" + "root.pem", "/" + "root-ca", "/" + "works/"] {
            #expect(TextFiles.machinePaths(in: File(path: "a.md", text: text)) == [], "\(text)")
        }
    }

    @Test func `a planted tab and a missing newline are found`() {
        let file = File(path: "Sources/Time/A.swift", text: "a\n\tb")
        #expect(TextFiles.tabs(in: file).map(\.line) == [2])
        #expect(TextFiles.endings(in: file).map(\.line) == [2])
        #expect(TextFiles.endings(in: File(path: "a.md", text: "a\n")) == [])
        #expect(TextFiles.endings(in: File(path: ".gitkeep", text: "")) == [])
        #expect(TextFiles.tabs(in: File(path: "Makefile", text: "\ta")) == [])
    }
}
