internal import Network

/// Whom a certificate must name.
enum ServerIdentity: Sendable {
    /// A DNS name; sent to the server too.
    case name(String)
    /// An address; never sent (RFC 6066 section 3).
    case address(IPAddress)
    /// No name that a certificate could hold, so that none matches.
    case unusable

    /// What `text` from a configuration means; the dot at the end of a full name is no part of it.
    init(_ text: String) {
        let name = text.last == "." ? String(text.dropLast()) : text
        if let address = IPAddress(text) {
            self = .address(address)
        } else if Self.isUsable(name.utf8) {
            self = .name(name)
        } else {
            self = .unusable
        }
    }

    /// OpenSSL checks nothing for an empty name, and takes a dot in front as "anything below".
    private static func isUsable(_ name: String.UTF8View) -> Bool {
        !name.isEmpty && name.count <= TLSLimits.serverNameBytesMax
            && name.first != UInt8(ascii: ".") && name.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}
