/// A name in the form in which names are compared: ASCII letters small, no dot at the end.
package struct DomainName: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    package let description: String

    /// Nil for the empty name, the root, and one with an empty label, a zero byte, a backslash, or
    /// too long.
    ///
    /// The configuration refuses such a name when it is loaded. c-ares would take the empty name
    /// for the root, the part before a zero byte for the whole, and a backslash for an escape.
    package init?(_ text: String) {
        var bytes = Array(text.utf8)
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        guard !bytes.isEmpty, bytes.count <= ResolverLimits.nameBytesMax, !bytes.contains(0),
            !bytes.contains(UInt8(ascii: "\\")),
            bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy({ (1...63).contains($0.count) })
        else { return nil }
        for index in bytes.indices where (0x41...0x5a).contains(bytes[index]) {
            bytes[index] |= 0x20
        }
        description = String(decoding: bytes, as: UTF8.self)
    }

    /// How many dots it has, none of them at the end.
    package var dotCount: Int { description.utf8.count { $0 == UInt8(ascii: ".") } }

    /// Whether it is `localhost` or ends in `.localhost` (RFC 6761 section 6.3).
    package var isLocalhost: Bool {
        description == "localhost" || description.hasSuffix(".localhost")
    }
}
