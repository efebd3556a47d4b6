extension JSON {
    /// The text that stands for some bytes (RFC 4648 section 4).
    public static func base64(_ bytes: [UInt8]) -> JSON {
        .text(String(decoding: Base64.encoded(bytes), as: UTF8.self))
    }
}
