extension JSON {
    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text that stands for some bytes (RFC 4648 section 4).
    public static func base64(_ bytes: [UInt8]) -> JSON {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let three = bytes[start..<min(start + 3, bytes.count)]
            let missing = 3 - three.count
            let bits = three.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(missing))
            for digit in 0..<(4 - missing) {
                text.append(digits[Int(bits >> (18 - 6 * UInt32(digit)) & 0x3f)])
            }
            text += [UInt8](repeating: UInt8(ascii: "="), count: missing)
        }
        return .text(String(decoding: text, as: UTF8.self))
    }
}
