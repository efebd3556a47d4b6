import Testing
import Wire

/// A frame as a real server sends it.
struct GoodFrame: Sendable, CustomTestStringConvertible {
    let name: String
    let framing: Framing
    let bytes: [UInt8]

    var testDescription: String { name }

    init(_ name: String, _ framing: Framing, _ bytes: [UInt8]) {
        self.name = name
        self.framing = framing
        self.bytes = bytes
    }

    init(_ name: String, _ framing: Framing, _ text: String) {
        self.init(name, framing, Array(text.utf8))
    }

    static let all = [
        GoodFrame("banner of SSH", .line, "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"),
        GoodFrame("empty line", .line, "\n"),
        GoodFrame("answer of Redis", .line, "+PONG\r\n"),
        GoodFrame(
            "error of MySQL", .mysql,
            [23, 0, 0, 0, 0xff, 0x15, 0x04] + Array("#28000Access denied.".utf8)),
        GoodFrame("packet of MySQL without a payload", .mysql, [0, 0, 0, 1]),
        GoodFrame(
            "answer of OpenLDAP to StartTLS", .ber,
            [0x30, 0x0c, 2, 1, 1, 0x78, 7, 0x0a, 1, 0, 4, 0, 4, 0]),
        GoodFrame(
            "answer of Active Directory, its length in four bytes", .ber,
            [0x30, 0x84, 0, 0, 0, 0x10, 2, 1, 1, 0x61, 0x84, 0, 0, 0, 7, 0x0a, 1, 0, 4, 0, 4, 0]),
        GoodFrame("length in one byte of the long form", .ber, [0x30, 0x81, 2, 5, 0]),
        GoodFrame("empty SEQUENCE", .ber, [0x30, 0]),
        GoodFrame(
            "longest way to write a length", .ber,
            [0x30, 0xfe] + Array(repeating: 0, count: 125) + [1, 9]),
        GoodFrame("ApiVersions of Kafka", .kafka, [0, 0, 0, 10, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0]),
        GoodFrame(
            "accepted call of ONC RPC", .rpcRecord,
            [0x80, 0, 0, 24, 0, 0, 0, 9, 0, 0, 0, 1] + Array(repeating: 0, count: 16)),
        GoodFrame(
            "record of three fragments", .rpcRecord,
            [0, 0, 0, 2, 7, 7, 0, 0, 0, 0, 0x80, 0, 0, 1, 7]),
        GoodFrame(
            "connection confirm of RDP", .tpkt,
            [3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0x1f, 8, 0, 1, 0, 0, 0]),
        GoodFrame(
            "KEEPALIVE of BGP", .bgp, Array(repeating: 0xff, count: 16) + [0, 19, 4]),
        GoodFrame(
            "OP_MSG of MongoDB", .mongodb,
            [26, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0xdd, 7, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0]),
        GoodFrame("READY of Cassandra", .cassandra, [0x84, 0, 0, 1, 2, 0, 0, 0, 0]),
        GoodFrame("ERROR of Cassandra", .cassandra, [0x84, 0, 0, 1, 0, 0, 0, 0, 2, 1, 2]),
        GoodFrame("AuthenticationOk of PostgreSQL", .postgres, [0x52, 0, 0, 0, 8, 0, 0, 0, 0]),
        GoodFrame("BindComplete of PostgreSQL", .postgres, [0x32, 0, 0, 0, 4]),
        GoodFrame("CONNACK of MQTT", .mqtt, [0x20, 2, 0, 0]),
        GoodFrame("PINGRESP of MQTT", .mqtt, [0xd0, 0]),
        GoodFrame(
            "PUBLISH of MQTT, its length in two bytes", .mqtt,
            [0x30, 0x80, 1] + Array(repeating: 7, count: 128)),
        GoodFrame(
            "length of MQTT longer than it need be", .mqtt, [0x20, 0x82, 0x80, 0x80, 0, 1, 2]),
        GoodFrame("header of AMQP 1.0 with SASL", .amqp, Array("AMQP".utf8) + [3, 1, 0, 0]),
        GoodFrame("heartbeat of RabbitMQ", .amqp, [8, 0, 0, 0, 0, 0, 0, 0xce]),
        GoodFrame(
            "method of AMQP", .amqp, [1, 0, 0, 0, 0, 0, 4, 0, 10, 0, 10, 0xce]),
    ]
}

/// Bytes that are no frame from the last of them on.
struct BadFrame: Sendable, CustomTestStringConvertible {
    let framing: Framing
    let bytes: [UInt8]
    let words: String

    var testDescription: String { words }

    init(_ framing: Framing, _ bytes: [UInt8], _ words: String) {
        self.framing = framing
        self.bytes = bytes
        self.words = words
    }

    private static let tooLong = "a frame of more than 65536 bytes"

    static let all = [
        BadFrame(.line, Array(repeating: 0, count: 65_536), tooLong),
        // One byte more than 65,536 of which the header is a part.
        BadFrame(.mysql, [0xfd, 0xff, 0], tooLong),
        BadFrame(.mysql, [0xff, 0xff, 0xff], tooLong),
        BadFrame(.ber, [0x48], "byte 0x48 where a SEQUENCE (0x30) should begin"),
        BadFrame(.ber, [0x30, 0x80], "a SEQUENCE of indefinite length"),
        BadFrame(.ber, [0x30, 0xff], "byte 0xff where a length should stand"),
        BadFrame(.ber, [0x30, 0x83, 0, 0xff, 0xfc], tooLong),
        BadFrame(.ber, [0x30, 0x84, 0xff, 0xff], tooLong),
        BadFrame(.ber, [0x30, 0xfe, 0xff, 0xff], tooLong),
        BadFrame(.kafka, [0, 0, 0, 3], "a frame of 7 bytes, where the shortest has 8"),
        BadFrame(.kafka, [0, 0, 0xff, 0xfd], tooLong),
        BadFrame(.kafka, [0xff, 0xff, 0xff, 0xff], tooLong),
        BadFrame(.rpcRecord, [0x80, 0, 0xff, 0xfd], tooLong),
        BadFrame(.rpcRecord, [0x7f, 0xff, 0xff, 0xff], tooLong),
        BadFrame(.rpcRecord, [0, 0, 0, 1, 7, 0x80, 0, 0xff, 0xf8], tooLong),
        BadFrame(
            .rpcRecord, [0, 0, 0xff, 0xf9] + Array(repeating: 7, count: 0xfff9), tooLong),
        BadFrame(.rpcRecord, Array(repeating: 0, count: 65_536), tooLong),
        BadFrame(.tpkt, [0x48], "byte 0x48 at offset 0 of a frame, where 0x03 should stand"),
        BadFrame(.tpkt, [3, 0, 0, 6], "a frame of 6 bytes, where the shortest has 7"),
        BadFrame(
            .bgp, Array(repeating: 0xff, count: 15) + [0xfe],
            "byte 0xfe at offset 15 of a frame, where 0xff should stand"),
        BadFrame(
            .bgp, Array(repeating: 0xff, count: 16) + [0, 18],
            "a frame of 18 bytes, where the shortest has 19"),
        BadFrame(.mongodb, [15, 0, 0, 0], "a frame of 15 bytes, where the shortest has 16"),
        BadFrame(.mongodb, [1, 0, 1, 0], tooLong),
        BadFrame(.mongodb, [0xff, 0xff, 0xff, 0xff], tooLong),
        BadFrame(.cassandra, [0x84, 0, 0, 1, 2, 0, 0, 0xff, 0xf8], tooLong),
        BadFrame(
            .postgres, [0x52, 0, 0, 0, 3], "a frame of 4 bytes, where the shortest has 5"),
        BadFrame(.postgres, Array("HTTP/".utf8), tooLong),
        BadFrame(.mqtt, [0x0a], "byte 0x0a where the type of a packet should stand"),
        BadFrame(.mqtt, [0x30, 0xfd, 0xff, 3], tooLong),
        BadFrame(.mqtt, [0x30, 0x80, 0x80, 0x80, 0x80], "a length of more than 4 bytes"),
        BadFrame(.amqp, [0], "byte 0x00 where the type of a frame should stand"),
        BadFrame(.amqp, Array("AMX".utf8), "byte 0x58 where \"AMQP\" should stand"),
        BadFrame(.amqp, [1, 0, 0, 0, 0, 0xff, 0xf9], tooLong),
        BadFrame(.amqp, [1, 0, 0, 0xff, 0xff, 0xff, 0xff], tooLong),
        BadFrame(
            .amqp, [8, 0, 0, 0, 0, 0, 0, 0xcf],
            "byte 0xcf where a frame should end with 0xce"),
    ]
}
