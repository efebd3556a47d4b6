internal import Network
internal import Probes

/// What may stand after `host:`: an address, or a host name (RFC 1123 section 2.1).
///
/// Underscores are allowed, because names in the DNS have them; one dot may end the name.
enum HostText {
    static let suggestion = "write a name such as api.example.com, or an address"
    private static let nameBytesMax = 253
    private static let labelBytesMax = 63
    private static let colon = UInt8(ascii: ":")

    static func parse(_ text: String) throws(Mistake) -> Host {
        // An address ends in a digit or has a colon; most names do not, and are read once.
        let mayBeAddress = text.utf8.last.map(isDigit) ?? false || text.utf8.contains(colon)
        if mayBeAddress, let address = IPAddress(text) { return .address(address) }
        try refuseMoreThanHost(text)
        try checkName(text)
        return .name(text)
    }

    /// What people write in place of a host: URLs, brackets, ports.
    private static func refuseMoreThanHost(_ text: String) throws(Mistake) {
        let bytes = text.utf8
        guard !bytes.isEmpty else { throw Mistake("the host is empty", suggestion) }
        // Nearly every host is made of what may stand in a name.
        guard !bytes.allSatisfy({ isHostByte($0) || $0 == UInt8(ascii: ".") }) else { return }
        let shown = Excerpt.of(text)
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
            throw Mistake("\(shown) has brackets", "write an IPv6 address without them")
        }
        if bytes.contains(UInt8(ascii: "/")) {
            throw Mistake("\(shown) is more than a host", "write the host alone, as example.com")
        }
        let colons = bytes.count { $0 == colon }
        if colons > 0, bytes.contains(UInt8(ascii: "%")) {
            throw Mistake("\(shown) has a zone", "write an address without one")
        }
        if colons == 1 || bytes.first == UInt8(ascii: "[") {
            throw Mistake("\(shown) has a port", "write the host alone, and the port under port:")
        }
        if colons > 1 {
            throw Mistake("\(shown) is no IPv6 address", "write one such as 2001:db8::1")
        }
    }

    private static func checkName(_ text: String) throws(Mistake) {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw Mistake("\(Excerpt.of(text)) has letters beyond ASCII", "write its xn-- form")
        }
        var name = Array(text.utf8)[...]
        if name.last == UInt8(ascii: ".") { name = name.dropLast() }
        guard name.count <= nameBytesMax else {
            throw Mistake(
                "the host name has \(name.count) characters", "write at most \(nameBytesMax)")
        }
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for label in labels { try check(label, of: text) }
        if let last = labels.last, last.allSatisfy(isDigit) {
            throw Mistake(
                "\(Excerpt.of(text)) is neither a name nor an address",
                "write an IPv4 address as four numbers from 0 to 255, such as 192.0.2.1")
        }
    }

    private static func check(_ label: ArraySlice<UInt8>, of text: String) throws(Mistake) {
        guard let first = label.first, let last = label.last else {
            throw Mistake(
                "\(Excerpt.of(text)) has an empty part", "write one dot between the parts")
        }
        guard label.count <= labelBytesMax else {
            throw Mistake(
                "a part of \(Excerpt.of(text)) has \(label.count) characters",
                "write at most \(labelBytesMax) between two dots")
        }
        guard first != UInt8(ascii: "-"), last != UInt8(ascii: "-") else {
            throw Mistake(
                "a part of \(Excerpt.of(text)) begins or ends with a hyphen",
                "write hyphens between letters or digits only")
        }
        guard label.allSatisfy(isHostByte) else {
            throw Mistake(
                "\(Excerpt.of(text)) is no host name",
                "write letters, digits, hyphens and dots only")
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default:
            isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
