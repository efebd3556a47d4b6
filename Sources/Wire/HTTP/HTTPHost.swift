/// The host of a URL (RFC 3986 section 3.2.2), in lower case.
public enum HTTPHost: Hashable, Sendable, CustomStringConvertible {
    /// A name for resolving (RFC 1123 section 2.1); one dot may end it.
    case name(String)
    /// Four decimal numbers.
    case v4(String)
    /// An IPv6 address (RFC 4291 section 2.2), without the brackets.
    case v6(String)

    /// As it stands in a URL, with brackets around an IPv6 address.
    public var description: String {
        switch self {
        case .name(let text), .v4(let text): text
        case .v6(let text): "[\(text)]"
        }
    }

    /// Reads what stands before the port.
    init(_ bytes: ArraySlice<UInt8>) throws(HTTPAddressError) {
        guard !bytes.isEmpty else { throw .missingHost }
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        if bytes.first == UInt8(ascii: "[") {
            let address = bytes.dropFirst().dropLast()
            guard bytes.last == UInt8(ascii: "]"), HTTPHostRules.isV6(address) else {
                throw .malformedHost
            }
            self = .v6(String(text.dropFirst().dropLast()))
        } else if HTTPHostRules.isV4(bytes) {
            self = .v4(text)
        } else {
            guard HTTPHostRules.isName(bytes) else { throw .malformedHost }
            self = .name(text)
        }
    }
}

/// What a name and an address look like.
enum HTTPHostRules {
    private static let dot = UInt8(ascii: ".")
    private static let colon = UInt8(ascii: ":")
    private static let hyphen = UInt8(ascii: "-")

    /// Four numbers up to 255 without zeros before them: other forms mean other things to others.
    static func isV4(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: dot, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.count <= 3 && part.allSatisfy(HTTPGrammar.isDigit)
                    && (part.count == 1 || part.first != UInt8(ascii: "0"))
                    && UInt8(String(decoding: part, as: UTF8.self)) != nil
            }
    }

    /// Eight groups of four digits, or fewer around one `::`; the last two may be an IPv4 address.
    static func isV6(_ text: ArraySlice<UInt8>) -> Bool {
        var parts = text.split(separator: colon, omittingEmptySubsequences: false)[...]
        // At an end the gap shows as two empty parts; one alone is a colon too many.
        if parts.first?.isEmpty == true {
            parts.removeFirst()
            guard parts.first?.isEmpty == true else { return false }
        }
        if parts.last?.isEmpty == true {
            parts.removeLast()
            guard parts.last?.isEmpty == true else { return false }
        }
        var groups = 0
        var gaps = 0
        for (index, part) in parts.enumerated() {
            if part.isEmpty {
                gaps += 1
            } else if part.count <= 4, part.allSatisfy(HTTPGrammar.isHexadecimal) {
                groups += 1
            } else if index == parts.count - 1, isV4(part) {
                groups += 2
            } else {
                return false
            }
        }
        return gaps == 0 ? groups == 8 : gaps == 1 && groups <= 7
    }

    /// Letters, digits, hyphens and underscores between dots.
    ///
    /// Underscores are allowed, because names in the DNS have them. A last part of digits alone is
    /// none: some would take the whole for an address.
    static func isName(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.last == dot ? text.dropLast() : text
        let labels = name.split(separator: dot, omittingEmptySubsequences: false)
        return name.count <= HTTPAddressLimits.nameBytesMax && labels.allSatisfy(isLabel)
            && labels.last?.allSatisfy(HTTPGrammar.isDigit) == false
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        (1...HTTPAddressLimits.labelBytesMax).contains(label.count)
            && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { byte in
                byte == hyphen || byte == UInt8(ascii: "_") || HTTPGrammar.isDigit(byte)
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            }
    }
}
