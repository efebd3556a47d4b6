/// The alphabets of RFC 9110, RFC 9112 and RFC 3986, in bytes.
enum HTTPGrammar {
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")

    /// A control character other than the tab, which may stand between words.
    static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != tab || byte == 0x7f
    }

    /// A character of a token (RFC 9110 section 5.6.2).
    static func isToken(_ byte: UInt8) -> Bool {
        token[Int(byte)]
    }

    static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { isToken($0) }
    }

    /// A character that stands for itself in a host's name (RFC 3986 section 3.2.2).
    static func isRegisteredName(_ byte: UInt8) -> Bool {
        registeredName[Int(byte)]
    }

    /// A character that stands for itself in a path, slash included (RFC 3986 section 3.3).
    static func isPath(_ byte: UInt8) -> Bool {
        path[Int(byte)]
    }

    /// What may stand in the query of a request: RFC 3986 section 3.4, and the brackets of
    /// `name[]=`, which browsers send as they are (URL standard, "query percent-encode set").
    static func isQuery(_ byte: UInt8) -> Bool {
        isPath(byte) || "?[]".utf8.contains(byte)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
    }

    /// Whether all bytes satisfy `isPlain` or belong to whole `%41`s (RFC 3986 section 2.1).
    static func isEncoded(
        _ bytes: ArraySlice<UInt8>, _ isPlain: (UInt8) -> Bool
    ) -> Bool {
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst(), let low = rest.popFirst(),
                    isHexadecimal(high), isHexadecimal(low)
                else { return false }
            } else if !isPlain(byte) {
                return false
            }
        }
        return true
    }

    /// The bytes without spaces and tabs at both ends (OWS, RFC 9110 section 5.6.3).
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while rest.first == space || rest.first == tab { rest.removeFirst() }
        while rest.last == space || rest.last == tab { rest.removeLast() }
        return rest
    }

    private static let token = table("!#$%&'*+-.^_`|~")
    private static let registeredName = table("-._~!$&'()*+,;=")
    private static let path = table("-._~!$&'()*+,;=:@/")

    /// For each byte, whether it is a letter, a digit or one of `others`.
    private static func table(_ others: String) -> [Bool] {
        (0...UInt8.max).map { byte in
            isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                || others.utf8.contains(byte)
        }
    }
}
