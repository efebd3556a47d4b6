/// Text in which `${env.NAME}` stands for a variable of the environment.
///
/// `$${env.NAME}` is left to whoever reads the value: to most it is a literal `${env.NAME}`.
enum EnvironmentText {
    private static let begin = Array("${env.".utf8)

    /// The text with the values of the variables in place of their names.
    static func filled(
        _ text: String, _ variable: (String) -> String?
    ) throws(Mistake) -> String {
        // Nearly every text has none.
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        let bytes = Array(text.utf8)
        guard bytes.firstRange(of: begin) != nil else { return text }
        var filled: [UInt8] = []
        var rest = bytes[...]
        while let range = rest.firstRange(of: begin) {
            filled += rest[..<range.lowerBound]
            let isLiteral = filled.last == UInt8(ascii: "$")
            guard let end = rest[range.upperBound...].firstIndex(of: UInt8(ascii: "}")) else {
                throw Mistake("a ${ has no }", "close it, or write $${ for a literal ${")
            }
            if isLiteral {
                filled += rest[range.lowerBound...end]
            } else {
                filled += try value(rest[range.upperBound..<end], variable).utf8
            }
            rest = rest[(end + 1)...]
        }
        return String(decoding: filled + rest, as: UTF8.self)
    }

    /// The text with `${env.` in place of `$${env.`.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        let bytes = Array(text.utf8)
        let escaped = [UInt8(ascii: "$")] + begin
        guard bytes.firstRange(of: escaped) != nil else { return text }
        var plain: [UInt8] = []
        var rest = bytes[...]
        while let range = rest.firstRange(of: escaped) {
            plain += rest[..<range.lowerBound] + begin
            rest = rest[range.upperBound...]
        }
        return String(decoding: plain + rest, as: UTF8.self)
    }

    private static func value(
        _ name: ArraySlice<UInt8>, _ variable: (String) -> String?
    ) throws(Mistake) -> String {
        let text = String(decoding: name, as: UTF8.self)
        let isName =
            !name.isEmpty && name.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "=") }
        guard isName else {
            throw Mistake(
                "\(Excerpt.quoted("${env.\(text)}")) names no variable",
                "write ${env.NAME} with letters, digits and underscores")
        }
        guard let value = variable(text) else {
            throw Mistake(
                "the environment has no variable \(Excerpt.of(text))",
                "set it before the exporter is started, or write $${ for a literal ${")
        }
        return value
    }
}
