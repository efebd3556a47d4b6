/// A table for people, its last column wrapped.
struct TextTable {
    let head: [String]
    let rows: [[String]]

    /// A terminal that is a bit wider than usual.
    private static let columnsMax = 100
    /// The last column is never narrower, however wide the others are.
    private static let lastColumnsMin = 30

    var text: String {
        let all = [head] + rows
        let widths = head.indices.dropLast().map { column in
            all.map { $0[column].count }.max() ?? 0
        }
        let indentation = widths.reduce(0) { $0 + $1 + 2 }
        let width = max(Self.lastColumnsMin, Self.columnsMax - indentation)
        return all.map { row in
            let cells = zip(row, widths).map { text, width in
                text + String(repeating: " ", count: width - text.count + 2)
            }
            let lines = Self.wrapped(row.last ?? "", to: width)
            let gap = "\n" + String(repeating: " ", count: indentation)
            let line = cells.joined() + lines.joined(separator: gap)
            let blanks = line.reversed().prefix { $0 == " " }.count
            return line.dropLast(blanks) + "\n"
        }.joined()
    }

    /// Lines of at most so many characters, broken between words.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let line = lines.last, line.count + 1 + word.count <= width {
                lines[lines.count - 1] = line + " " + word
            } else {
                lines.append(String(word))
            }
        }
    }
}
