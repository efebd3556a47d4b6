/// A page of the manual, as far as the tests ask for its parts.
struct Page {
    /// A table and the headings that it stands under, the outermost first.
    struct Table {
        var headings: [String]
        var header: [String]
        var rows: [[String]] = []
    }

    /// A line under some headings, outside of tables and blocks of code.
    struct Line {
        var headings: [String]
        var text: Substring
    }

    /// A block of code and the headings that it stands under.
    struct Block {
        var headings: [String]
        var language: Substring
        var lines: [Substring] = []

        var text: String { lines.joined(separator: "\n") + "\n" }
    }

    private(set) var tables: [Table] = []
    private(set) var lines: [Line] = []
    private(set) var blocks: [Block] = []
    /// Every heading with those around it.
    private(set) var headings: [[String]] = []
    private var current: [String] = []

    /// Reads the Markdown of a page.
    init(_ text: String) {
        var isCode = false
        var isTable = false
        for line in text.lines {
            let isRow = !isCode && line.hasPrefix("|")
            defer { isTable = isRow }
            if line.hasPrefix("```") {
                isCode.toggle()
                guard isCode else { continue }
                blocks.append(Block(headings: current, language: line.dropFirst(3)))
            } else if isCode {
                blocks[blocks.count - 1].lines.append(line)
            } else if isRow {
                read(row: line, isFirst: !isTable)
            } else if line.hasPrefix("#") {
                let depth = line.prefix { $0 == "#" }.count
                let title = line.dropFirst(depth + 1).filter { $0 != "`" }
                current = current.prefix(depth - 1) + [String(title)]
                headings.append(current)
            } else {
                lines.append(Line(headings: current, text: line))
            }
        }
    }

    private mutating func read(row line: Substring, isFirst: Bool) {
        let cells = line.utf8.dropFirst().split(
            separator: UInt8(ascii: "|"), omittingEmptySubsequences: false
        ).dropLast().map { cell in
            let text = cell.drop { $0 == UInt8(ascii: " ") }
            let blanks = text.reversed().prefix { $0 == UInt8(ascii: " ") }.count
            return String(Substring(text.dropLast(blanks)))
        }
        if isFirst {
            tables.append(Table(headings: current, header: cells))
        } else if !cells.allSatisfy({ $0 == "---" }) {
            tables[tables.count - 1].rows.append(cells)
        }
    }

    /// The rows of every table whose first column is called so, under a heading if one is named.
    func rows(_ column: String, under heading: String? = nil) -> [[String]] {
        tables.filter { table in
            table.header.first == column && (heading.map(table.headings.contains) ?? true)
        }.flatMap(\.rows)
    }
}

extension String {
    /// Its lines, found as bytes: as characters they take ten times as long.
    var lines: [Substring] {
        utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0) }
    }
}

extension Page {
    private static let folder = "Sources/sonde/Manual.docc"

    /// The page in the file of that name.
    static func named(_ name: String) -> Page {
        Page(Files.text("\(folder)/\(name)") ?? "")
    }

    /// The file names of all pages.
    static var names: [String] { Files.names(in: folder, ending: ".md") }

    /// The text of a page.
    static func text(_ name: String) -> String { Files.text("\(folder)/\(name)") ?? "" }
}
