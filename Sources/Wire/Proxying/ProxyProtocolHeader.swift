/// The header of the PROXY protocol, with which a client says on whose behalf it connects.
///
/// haproxy's proxy-protocol.txt, sections 2.1 and 2.2.
public enum ProxyProtocolHeader {
    /// The line of version 1: `PROXY TCP4 192.0.2.1 198.51.100.7 40000 443`.
    ///
    /// Without a way between two addresses of one family it says `UNKNOWN`.
    public static func version1(_ way: Way?) -> [UInt8] {
        guard let way, way.isOfOneFamily else { return Array("PROXY UNKNOWN\r\n".utf8) }
        let family = way.source.isV6 ? "TCP6" : "TCP4"
        return Array(
            ("PROXY \(family) \(way.source.text) \(way.destination.text) "
                + "\(way.source.port) \(way.destination.port)\r\n").utf8)
    }

    /// The binary header of version 2.
    ///
    /// Without a way between two addresses of one family its command is `LOCAL`: the connection is
    /// our own, and nothing is said about addresses.
    public static func version2(_ way: Way?) -> [UInt8] {
        guard let way, way.isOfOneFamily else { return signature + [commandLocal, 0, 0, 0] }
        let addresses =
            way.source.octets + way.destination.octets + bytes(way.source.port)
            + bytes(way.destination.port)
        let family = way.source.isV6 ? streamOverIP6 : streamOverIP4
        return signature + [commandProxy, family] + bytes(UInt16(addresses.count)) + addresses
    }

    /// From where a connection comes, and where to.
    public struct Way: Equatable, Sendable {
        /// The client's end.
        public let source: NumericEndpoint
        /// The end that it connected to.
        public let destination: NumericEndpoint

        /// The way between two ends.
        public init(from source: NumericEndpoint, to destination: NumericEndpoint) {
            self.source = source
            self.destination = destination
        }

        fileprivate var isOfOneFamily: Bool { source.isV6 == destination.isV6 }
    }

    private static let signature: [UInt8] =
        [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]
    /// Version 2 in the upper half of the byte, the command in the lower.
    private static let commandLocal: UInt8 = 0x20
    private static let commandProxy: UInt8 = 0x21
    private static let streamOverIP4: UInt8 = 0x11
    private static let streamOverIP6: UInt8 = 0x21

    private static func bytes(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)]
    }
}
