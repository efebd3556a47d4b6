/// One of the things that a client would take, as a field such as `Accept` lists them
/// (RFC 9110 sections 12.4.2, 12.5.1 and 12.5.3).
public struct HTTPPreference: Equatable, Sendable {
    /// `text/plain`, `gzip` or `*`, in lower case.
    public let name: String
    /// What stands behind it, but for the weight; the names in lower case.
    public let parameters: [String: String]
    /// From 0, not acceptable, to 1,000.
    public let weight: Int

    /// Reads a field, what is wanted most first, and in the order of the field where that is equal.
    ///
    /// What is not well-formed is left out: a client that cannot say what it wants gets what is
    /// usual, and never an error. So is all that is beyond ``HTTPPreferenceLimits``.
    public static func list(_ field: String) -> [HTTPPreference] {
        guard field.utf8.count <= HTTPPreferenceLimits.fieldBytesMax else { return [] }
        let parts = field.split(separator: ",", outsideQuotesAtMost: HTTPPreferenceLimits.partsMax)
        let read = parts.compactMap(HTTPPreference.init(part:))
        // The sort of the standard library is stable, although it does not promise that.
        return read.enumerated().sorted { first, second in
            first.element.weight != second.element.weight
                ? first.element.weight > second.element.weight : first.offset < second.offset
        }.map(\.element)
    }

    private init?(part: Substring) {
        var pieces = part.split(separator: ";", outsideQuotesAtMost: .max)[...]
        guard let first = pieces.popFirst()?.trimmed, !first.isEmpty else { return nil }
        name = first.lowercased()
        var parameters: [String: String] = [:]
        var weight = 1_000
        for piece in pieces {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let key = piece[..<equals].trimmed.lowercased()
            let value = piece[piece.index(after: equals)...].trimmed.unquoted
            if key == "q" {
                guard let read = Self.weight(value) else { return nil }
                weight = read
            } else {
                parameters[key] = value
            }
        }
        self.parameters = parameters
        self.weight = weight
    }

    /// `0`, `1` or either with digits behind a point, of which three count.
    private static func weight(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int(parts[0].isEmpty ? "0" : parts[0]), (0...1).contains(whole) else {
            return nil
        }
        guard parts.count == 2 else { return parts[0].isEmpty ? nil : whole * 1_000 }
        guard parts[1].utf8.allSatisfy(HTTPGrammar.isDigit), text != "." else { return nil }
        let digits = parts[1].prefix(3)
        let thousandths = Int(digits + String(repeating: "0", count: 3 - digits.count)) ?? 0
        return min(1_000, whole * 1_000 + thousandths)
    }
}

/// The bounds of what a client would take.
public enum HTTPPreferenceLimits {
    /// Bytes of a field; a longer one is as none.
    public static let fieldBytesMax = 8_192
    /// How many things are read of a field; the others are left out.
    public static let partsMax = 32
}

extension StringProtocol {
    /// The parts between separators that stand in no quoted string, the first so many of them.
    fileprivate func split(
        separator: Character, outsideQuotesAtMost countMax: Int
    ) -> [SubSequence] {
        var parts: [SubSequence] = []
        var (start, isQuoted, isEscaped) = (startIndex, false, false)
        for index in indices where parts.count < countMax {
            let character = self[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == separator {
                parts.append(self[start..<index])
                start = self.index(after: index)
            }
        }
        if parts.count < countMax { parts.append(self[start...]) }
        return parts
    }

    fileprivate var trimmed: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isBlank)
        return String(start.reversed().drop(while: isBlank).reversed())
    }
}

extension String {
    /// The text of a quoted string, or the same.
    fileprivate var unquoted: String {
        guard count >= 2, hasPrefix("\""), hasSuffix("\"") else { return self }
        var (text, isEscaped) = ("", false)
        for character in dropFirst().dropLast() {
            if !isEscaped, character == "\\" {
                isEscaped = true
            } else {
                text.append(character)
                isEscaped = false
            }
        }
        return text
    }
}
