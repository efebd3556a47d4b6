import Testing

/// RFC 4648, as PEM uses it.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })

    /// The bytes of the first block of some PEM, or of the first with that label.
    static func decodedPEM(_ pem: [UInt8], _ label: String = "") throws -> [UInt8] {
        let lines = pem.split(separator: 10).map { Array($0) }
        let marker = Array("-----".utf8)
        let begin = try #require(
            lines.firstIndex { $0.starts(with: marker + Array("BEGIN \(label)".utf8)) })
        return decoded(lines[(begin + 1)...].prefix { !$0.starts(with: marker) }.flatMap { $0 })
    }

    /// A block of PEM with lines of 64 characters (RFC 7468 section 2).
    static func encodedPEM(_ bytes: [UInt8], _ label: String = "CERTIFICATE") -> [UInt8] {
        let text = encoded(bytes)
        let lines = stride(from: 0, to: text.count, by: 64).map {
            Array(text[$0..<min($0 + 64, text.count)]) + [10]
        }
        return Array("-----BEGIN \(label)-----\n".utf8) + lines.joined()
            + Array("-----END \(label)-----\n".utf8)
    }

    private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let padded = group + [UInt8](repeating: 0, count: 3 - group.count)
            let bits = padded.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let characters = [18, 12, 6, 0].map { alphabet[Int(bits >> $0 & 63)] }
            text += characters.prefix(group.count + 1)
            text += [UInt8](repeating: UInt8(ascii: "="), count: 3 - group.count)
        }
        return text
    }

    private static func decoded(_ text: [UInt8]) -> [UInt8] {
        var bits: UInt32 = 0
        var count = 0
        var bytes: [UInt8] = []
        for character in text {
            guard let value = values[character] else { continue }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }
}
