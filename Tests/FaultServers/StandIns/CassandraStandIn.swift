/// Cassandra's native protocol, versions 3 and 4 (native_protocol_v4.spec): OPTIONS.
enum CassandraStandIn {
    static func reply(to request: [UInt8], _ mood: StandIn.Mood) -> StandIn.Reply {
        var whole = StandInReader(request)
        // Section 2: version, flags, stream, opcode, length. The version decides at once.
        guard let version = request.first else { return .needsMore }
        guard version & 0x80 == 0 else { return .refuses("a response") }
        guard (3...4).contains(version) else {
            let message = "Invalid or unsupported protocol version (\(version))"
            return .says(error(version: 4, stream: [0, 0], 0x0a, message), goesOn: false)
        }
        guard let header = whole.take(5), let length = whole.big(4) else { return .needsMore }
        // Section 2.5: a frame has at most 256 MB.
        guard length < 256 << 20 else { return .refuses("a frame of \(length) bytes") }
        guard let body = whole.take(length) else { return .needsMore }
        guard whole.rest.isEmpty else { return .refuses("more than one frame") }
        guard header[1] == 0 else { return .refuses("flags") }
        guard header[4] == 0x05 else { return .refuses("the opcode \(header[4])") }
        guard body.isEmpty else { return .refuses("a body, which OPTIONS has not") }

        let stream = Array(header[2...3])
        switch mood {
        case .willing: return .says(supported(version: version, stream: stream))
        case .reserved:
            let message = "Invalid or unsupported protocol version (4); the lowest is 5"
            return .says(error(version: version, stream: stream, 0x0a, message), goesOn: false)
        case .unwilling:
            return .says(error(version: version, stream: stream, 0x1001, "Server overloaded"))
        }
    }

    /// Section 4.2.4: a string multimap.
    private static func supported(version: UInt8, stream: [UInt8]) -> [UInt8] {
        let options = [
            ("PROTOCOL_VERSIONS", ["3/v3", "4/v4", "5/v5", "6/v6-beta"]),
            ("COMPRESSION", ["snappy", "lz4"]), ("CQL_VERSION", ["3.4.5"]),
        ]
        var body = standInBig(options.count, 2)
        for (name, values) in options {
            body += string(name) + standInBig(values.count, 2) + values.flatMap(string)
        }
        return frame(version, stream, 0x06, body)
    }

    /// Section 4.2.1: a code and a message.
    private static func error(
        version: UInt8, stream: [UInt8], _ code: Int, _ message: String
    ) -> [UInt8] {
        frame(version, stream, 0x00, standInBig(code, 4) + string(message))
    }

    private static func frame(
        _ version: UInt8, _ stream: [UInt8], _ opcode: UInt8, _ body: [UInt8]
    ) -> [UInt8] {
        [0x80 | version, 0] + stream + [opcode] + standInBig(body.count, 4) + body
    }

    private static func string(_ text: String) -> [UInt8] {
        standInBig(text.utf8.count, 2) + Array(text.utf8)
    }
}
