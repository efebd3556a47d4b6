internal import Probes

/// Text to send, in which `${capture.NAME}` stands for what was captured before, and
/// `${account.password}` and the like for what is secret.
///
/// `$${` is a literal `${`, and any other `$` is itself.
enum TemplateText {
    private static let captured = "capture."
    private static let secret = "account."

    /// What is sent; `groups` are those that an earlier step captures, nil where nobody knows.
    static func parse(
        _ text: String, groups: [String]?, account: Accounts.Choice
    ) throws(Mistake) -> Template {
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
                let piece = try piece(try takeName(&rest), groups, account)
                if !literal.isEmpty { pieces.append(.bytes(literal)) }
                literal = []
                pieces.append(piece)
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

    /// The name in the `${NAME}` at the beginning of `rest`.
    private static func takeName(_ rest: inout ArraySlice<UInt8>) throws(Mistake) -> String {
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
            throw Mistake("a ${ has no }", "close it, or write $${ for a literal ${")
        }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[rest.startIndex + 2..<end], as: UTF8.self)
    }

    /// What such a name stands for.
    private static func piece(
        _ inside: String, _ groups: [String]?, _ account: Accounts.Choice
    ) throws(Mistake) -> Template.Piece {
        if inside.hasPrefix(captured) {
            let name = String(inside.dropFirst(captured.count))
            if let groups, !groups.contains(name) { throw unknown(name, groups) }
            return .capture(name)
        }
        if inside.hasPrefix(secret) {
            return .account(try part(String(inside.dropFirst(secret.count)), of: account))
        }
        throw Mistake(
            "\(Excerpt.quoted("${\(inside)}")) stands for nothing",
            "write ${capture.NAME} for what was captured, ${account.password} for a secret, or "
                + "$${ for a literal ${")
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

    /// The part of that name, which the account has.
    private static func part(
        _ name: String, of account: Accounts.Choice
    ) throws(Mistake) -> AccountPart {
        let names = AccountPart.allCases.map(\.rawValue)
        guard let part = AccountPart(rawValue: name) else {
            throw Mistake(
                "an account has no \(Excerpt.of(name)) to send",
                NearestName.to(name, among: names).map { "did you mean ${account.\($0)}?" }
                    ?? "write one of \(names.joined(separator: ", "))")
        }
        switch account {
        case .none:
            throw Mistake(
                "the probe has no account whose \(name) could be sent",
                "write account: with the name of one that stands under accounts:")
        case .named(let account, let parts) where !parts.has(part):
            throw Mistake(
                "the account \(Excerpt.of(account)) has no \(name)",
                part == .username
                    ? "write username: in it" : "write \(name)_file: in it")
        case .unknown, .named: return part
        }
    }
}
