internal import Probes

/// Text to send, in which `${capture.NAME}` stands for what was captured before.
///
/// `$${` is a literal `${`, and any other `$` is itself.
enum TemplateText {
    private static let captured = "capture."

    /// What is sent; `groups` are those that an earlier step captures, nil where nobody knows.
    static func parse(_ text: String, groups: [String]?) throws(Mistake) -> Template {
        var pieces: [Template.Piece] = []
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            literal += rest[..<dollar]
            rest = rest[dollar...]
            if rest.starts(with: "$${".utf8) {
                literal += "${".utf8
                rest = rest.dropFirst(3)
            } else if rest.starts(with: "${".utf8) {
                let name = try takeName(&rest, groups: groups)
                if !literal.isEmpty { pieces.append(.bytes(literal)) }
                literal = []
                pieces.append(.capture(name))
            } else {
                literal.append(rest.removeFirst())
            }
        }
        literal += rest
        if !literal.isEmpty { pieces.append(.bytes(literal)) }
        return Template(pieces)
    }

    /// Refuses the line end of somebody who forgot the double quotes, without which YAML knows no
    /// escapes.
    static func checkEscapes(_ text: String) throws(Mistake) {
        guard text.hasSuffix(#"\n"#) || text.hasSuffix(#"\r"#) else { return }
        let letter = text.suffix(2)
        throw Mistake(
            "without double quotes \(letter) is a backslash and a letter",
            #"write the text between double quotes, such as "QUIT\r\n""#)
    }

    /// The name in the `${capture.NAME}` at the beginning of `rest`.
    private static func takeName(
        _ rest: inout ArraySlice<UInt8>, groups: [String]?
    ) throws(Mistake) -> String {
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
            throw Mistake("a ${ has no }", "close it, or write $${ for a literal ${")
        }
        let inside = String(decoding: rest[rest.startIndex + 2..<end], as: UTF8.self)
        rest = rest[(end + 1)...]
        guard inside.hasPrefix(captured) else {
            throw Mistake(
                "\(Excerpt.quoted("${\(inside)}")) stands for nothing",
                "write ${capture.NAME} for what was captured, or $${ for a literal ${")
        }
        let name = String(inside.dropFirst(captured.count))
        if let groups, !groups.contains(name) { throw unknown(name, groups) }
        return name
    }

    private static func unknown(_ name: String, _ groups: [String]) -> Mistake {
        guard !groups.isEmpty else {
            return Mistake(
                "no expect before this has a group with a name",
                "write one such as (?P<version>[0-9.]+)")
        }
        return Mistake(
            "no expect before this has a group \(Excerpt.of(name))",
            NearestName.to(name, among: groups).map { "did you mean ${capture.\($0)}?" }
                ?? "write one of \(groups.joined(separator: ", "))")
    }
}
