/// The framings of protocols whose messages begin with a length.
extension Framing {
    /// A packet of MySQL and MariaDB: three bytes that leave out the header of four.
    ///
    /// "MySQL Packets" in the MySQL Internals Manual.
    public static let mysql = Framing.length(
        LengthField(after: 0, width: 3, .littleEndian, uncountedBytes: 4))

    /// A message of PostgreSQL 3.0: a type, then a length that counts itself but not the type.
    ///
    /// "Message Formats" in the PostgreSQL manual; the answer to SSLRequest is no such message.
    public static let postgres = Framing.length(
        LengthField(after: 1, width: 4, .bigEndian, uncountedBytes: 1))

    /// A response of Kafka: a size that leaves itself out, then at least the correlation id.
    ///
    /// "Common Request and Response Structure" in the protocol guide.
    public static let kafka = Framing.length(
        LengthField(after: 0, width: 4, .bigEndian, uncountedBytes: 4, frameBytesMin: 8))

    /// A record of ONC RPC over TCP, followed through its fragments to the last.
    ///
    /// RFC 5531 section 11.
    public static let rpcRecord = Framing.length(
        LengthField(
            after: 0, width: 4, .bigEndian, uncountedBytes: 4, lastFragmentBit: 0x8000_0000))

    /// A TPKT, as RDP has them: version 3, and a length that counts everything.
    ///
    /// RFC 1006 section 6, [MS-RDPBCGR] section 1.3.1.1; a TPDU has at least three bytes.
    public static let tpkt = Framing.length(
        LengthField(
            after: 2, width: 2, .bigEndian, uncountedBytes: 0, prefix: [3], frameBytesMin: 7))

    /// A message of BGP: a marker of ones, and a length that counts everything.
    ///
    /// RFC 4271 section 4.1.
    public static let bgp = Framing.length(
        LengthField(
            after: 16, width: 2, .bigEndian, uncountedBytes: 0,
            prefix: Array(repeating: 0xff, count: 16), frameBytesMin: 19))

    /// A message of MongoDB, such as OP_MSG: a length that counts everything, a header of 16 bytes.
    ///
    /// "MongoDB Wire Protocol" in the manual, "Standard Message Header".
    public static let mongodb = Framing.length(
        LengthField(after: 0, width: 4, .littleEndian, uncountedBytes: 0, frameBytesMin: 16))

    /// A frame of Cassandra's native protocol, version 3 or later: a header of nine bytes.
    ///
    /// Section 2 of native_protocol_v4.spec; the same in version 5 until STARTUP is answered.
    public static let cassandra = Framing.length(
        LengthField(after: 5, width: 4, .bigEndian, uncountedBytes: 9))
}
