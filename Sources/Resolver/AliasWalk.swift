import CAres

/// Finds the name at the end of a chain of aliases.
///
/// The `h_name` of c-ares 1.18 is where the first alias of the chain points, not the last.
enum AliasWalk {
    /// The target of the last CNAME record (RFC 1035 section 3.3.1) among the answers, if any.
    static func end(of message: [UInt8]) -> String? {
        var position = 12
        guard message.count >= position, message[4] == 0, message[5] == 1,
            skipName(message, &position)
        else { return nil }
        position += 4
        var last: String?
        for _ in 0..<(Int(message[6]) << 8 | Int(message[7])) {
            guard skipName(message, &position), position + 10 <= message.count else { break }
            let type = Int(message[position]) << 8 | Int(message[position + 1])
            let length = Int(message[position + 8]) << 8 | Int(message[position + 9])
            position += 10
            guard position + length <= message.count else { break }
            if type == 5, let target = name(message, at: position)?.text { last = target }
            position += length
        }
        return last
    }

    private static func skipName(_ message: [UInt8], _ position: inout Int) -> Bool {
        guard let (_, length) = name(message, at: position) else { return false }
        position += length
        return true
    }

    private static func name(_ message: [UInt8], at position: Int) -> (text: String, length: Int)? {
        guard position < message.count else { return nil }
        return unsafe message.withUnsafeBufferPointer { bytes -> (text: String, length: Int)? in
            guard let start = bytes.baseAddress else { return nil }
            var text: UnsafeMutablePointer<CChar>?
            var length = 0
            let status = unsafe ares_expand_name(
                start + position, start, CInt(clamping: bytes.count), &text, &length)
            guard status == sonde_ares_success, let text = unsafe text else { return nil }
            defer { unsafe ares_free_string(text) }
            return unsafe (String(cString: text), length)
        }
    }
}
