import Status

/// What to do about each alert of the rules, each at the anchor that is its name.
struct RunbookPage {
    /// The chapter of the manual.
    let markdown: String

    var html: String {
        PageFrame(
            title: "Runbook · Sonde",
            main: "<main class=\"prose\"><p><a href=\"/\">Sonde</a></p>\n"
                + "\(MarkdownText(markdown).html)</main>"
        ).html
    }
}

/// A text of the manual as HTML: headings, paragraphs, lists, fenced code, what stands in lines.
///
/// The text is our own, so nothing is refused: what is not known here is shown as it stands.
struct MarkdownText {
    private var blocks: [String] = []
    private var paragraph: [Substring] = []
    private var items: [[Substring]] = []
    private var code: [Substring]?

    /// Reads a text from its first line to its last.
    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { read(line) }
        endBlock()
        if code != nil { endCode() }
    }

    /// What was read.
    var html: String { blocks.joined(separator: "\n") }

    private mutating func read(_ line: Substring) {
        if line.hasPrefix("```") {
            if code == nil {
                endBlock()
                code = []
            } else {
                endCode()
            }
        } else if code != nil {
            code?.append(line)
        } else if line.isEmpty {
            endBlock()
        } else if line.hasPrefix("# ") {
            endBlock()
            blocks.append("<h1>\(Self.inline(line.dropFirst(2)))</h1>")
        } else if line.hasPrefix("## ") {
            endBlock()
            blocks.append(Self.heading(line.dropFirst(3)))
        } else if line.hasPrefix("- ") {
            endParagraph()
            items.append([line.dropFirst(2)])
        } else if !items.isEmpty {
            items[items.count - 1].append(line.drop { $0 == " " })
        } else {
            paragraph.append(line)
        }
    }

    private static func heading(_ title: Substring) -> String {
        let name = HTMLText.escaped(String(title.replacing(" ", with: "-")))
        return "<h2 id=\"\(name)\"><a href=\"#\(name)\">\(inline(title))</a></h2>"
    }

    private mutating func endBlock() {
        endParagraph()
        guard !items.isEmpty else { return }
        let texts = items.map { "<li>\(Self.inline(Self.joined($0)))</li>" }
        blocks.append("<ul>\n\(texts.joined(separator: "\n"))\n</ul>")
        items = []
    }

    private mutating func endParagraph() {
        guard !paragraph.isEmpty else { return }
        blocks.append("<p>\(Self.inline(Self.joined(paragraph)))</p>")
        paragraph = []
    }

    private mutating func endCode() {
        let text = HTMLText.escaped((code ?? []).joined(separator: "\n"))
        blocks.append("<pre tabindex=\"0\"><code>\(text)</code></pre>")
        code = nil
    }

    private static func joined(_ lines: [Substring]) -> Substring {
        lines.joined(separator: "\n")[...]
    }

    /// What stands in a line: code, what is bold, and links to other chapters, of which only the
    /// title is told: they are not served.
    private static func inline(_ text: Substring) -> String {
        var html = ""
        var rest = text
        while let first = rest.first {
            if first == "`", let (inside, after) = enclosed(rest, "`", "`") {
                html += "<code>\(HTMLText.escaped(String(inside)))</code>"
                rest = after
            } else if let (inside, after) = enclosed(rest, "**", "**") {
                html += "<strong>\(inline(inside))</strong>"
                rest = after
            } else if let (inside, after) = enclosed(rest, "<doc:", ">") {
                let words = inside.split(separator: "#").map { $0.replacing("-", with: " ") }
                html += "<em>\(HTMLText.escaped(words.joined(separator: ", ")))</em>"
                rest = after
            } else if let (inside, after) = enclosed(rest, "<http", ">") {
                let address = HTMLText.escaped("http\(inside)")
                html += "<a href=\"\(address)\">\(address)</a>"
                rest = after
            } else {
                html += HTMLText.escaped(String(rest.prefix(1)))
                rest = rest.dropFirst()
            }
        }
        return html
    }

    private static func enclosed(
        _ text: Substring, _ opening: String, _ closing: String
    ) -> (inside: Substring, after: Substring)? {
        guard text.hasPrefix(opening) else { return nil }
        let rest = text.dropFirst(opening.count)
        guard let end = rest.firstRange(of: closing), !end.isEmpty, end.lowerBound > rest.startIndex
        else { return nil }
        return (rest[..<end.lowerBound], rest[end.upperBound...])
    }
}
