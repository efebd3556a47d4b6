internal import Network

/// Where connections leave from: the name of a network interface, or an address of this machine.
enum SourceText {
    static let suggestion = "write a network interface such as eth1, or an address of this machine"

    /// Bytes of the name of an interface; IFNAMSIZ of netdevice(7) counts a zero at its end.
    static let interfaceBytesMax = 15

    static func parse(_ text: String) throws(Mistake) -> ConnectionSource {
        if let address = IPAddress(text) {
            guard address != .any4, address != .any6 else {
                throw Mistake(
                    "\(address) is every address of this machine",
                    "write one of them, or leave the key out")
            }
            return .address(address)
        }
        guard isInterface(text) else {
            throw Mistake(
                "\(Excerpt.of(text)) is neither an interface nor an address", suggestion)
        }
        guard text.utf8.count <= interfaceBytesMax else {
            throw Mistake(
                "\(Excerpt.of(text)) is too long for an interface",
                "write at most \(interfaceBytesMax) bytes")
        }
        return .interface(text)
    }

    /// Linux's dev_valid_name: no slash, colon or white space, and not the names of directories.
    private static func isInterface(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".."
            && text.utf8.allSatisfy {
                $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":")
            }
    }
}
