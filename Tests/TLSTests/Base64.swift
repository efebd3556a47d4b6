import Testing

/// RFC 4648, as PEM uses it.
enum Base64 {
    /// The bytes of the first block of some PEM.
    static func decodedPEM(_ pem: [UInt8]) throws -> [UInt8] {
        let lines = pem.split(separator: 10).map { Array($0) }
        let marker = Array("-----".utf8)
        let begin = try #require(lines.firstIndex { $0.starts(with: marker) })
        return decoded(lines[(begin + 1)...].prefix { !$0.starts(with: marker) }.flatMap { $0 })
    }

    private static func decoded(_ text: [UInt8]) -> [UInt8] {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bits: UInt32 = 0
        var count = 0
        var bytes: [UInt8] = []
        for character in text {
            guard let value = alphabet.firstIndex(of: character) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }
}
