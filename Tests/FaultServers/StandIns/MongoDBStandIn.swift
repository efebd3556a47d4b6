/// MongoDB: isMaster as OP_QUERY and hello as OP_MSG ("MongoDB Wire Protocol" in its manual).
enum MongoDBStandIn {
    static func reply(to request: [UInt8], _ mood: StandIn.Mood) -> StandIn.Reply {
        var whole = StandInReader(request)
        guard let length = whole.little(4) else { return .needsMore }
        // 48,000,000 is maxMessageSizeBytes.
        guard (16...48_000_000).contains(length) else {
            return .refuses("a message of \(length) bytes")
        }
        guard let body = whole.take(length - 4) else { return .needsMore }
        guard whole.rest.isEmpty else { return .refuses("more than one message") }
        var reader = StandInReader(body)
        guard let id = reader.take(4), reader.little(4) == 0, let opcode = reader.little(4) else {
            return .refuses("a request that responds to another")
        }
        // Since 5.1 OP_QUERY (2004) is there for isMaster and hello only.
        switch opcode {
        case 2004:
            guard reader.take(4) != nil, reader.zeroTerminated() == "admin.$cmd",
                reader.little(4) == 0, let wanted = reader.little(4),
                [1, 0xffff_ffff].contains(wanted)
            else { return .refuses("no command of the database admin") }
            guard let name = command(&reader), ["ismaster", "hello"].contains(name) else {
                return .refuses("a document that is no command isMaster")
            }
            // OP_REPLY: flags (AwaitCapable), cursor, first and number of documents.
            let head = standInLittle(8, 4) + standInLittle(0, 8) + standInLittle(0, 4)
            return .says(message(id, 1, head + standInLittle(1, 4) + hello(mood, "ismaster")))
        case 2013:
            guard reader.little(4) == 0, reader.take(1) == [0], let name = command(&reader),
                ["ismaster", "hello"].contains(name)
            else { return .refuses("a message that is no command hello") }
            let primary = name == "hello" ? "isWritablePrimary" : "ismaster"
            return .says(message(id, 2013, [0, 0, 0, 0, 0] + hello(mood, primary)))
        default: return .refuses("the opcode \(opcode)")
        }
    }

    /// The name of the first element, in small letters, of a document that ends the message.
    private static func command(_ reader: inout StandInReader) -> String? {
        guard let length = reader.little(4), let rest = reader.take(length - 4),
            reader.rest.isEmpty, rest.last == 0
        else { return nil }
        var document = StandInReader(rest)
        // A double, a 32-bit integer or a boolean.
        guard let type = document.take(1)?.first, [0x01, 0x10, 0x08].contains(type) else {
            return nil
        }
        return document.zeroTerminated()?.lowercased()
    }

    private static func hello(_ mood: StandIn.Mood, _ primary: String) -> [UInt8] {
        switch mood {
        case .willing, .reserved:
            // A server that wants a login answers hello all the same.
            document([
                [0x08] + name(primary) + [1],
                int32("maxBsonObjectSize", 16_777_216), int32("maxMessageSizeBytes", 48_000_000),
                int32("maxWriteBatchSize", 100_000),
                [0x09] + name("localTime") + standInLittle(1_790_000_000_000, 8),
                int32("logicalSessionTimeoutMinutes", 30), int32("connectionId", 7),
                int32("minWireVersion", 0), int32("maxWireVersion", 21),
                [0x08] + name("readOnly") + [0], ok(true),
            ])
        case .unwilling:
            // 91 is ShutdownInProgress.
            document([
                ok(false), text("errmsg", "The server is in quiesce mode and will shut down"),
                int32("code", 91), text("codeName", "ShutdownInProgress"),
            ])
        }
    }

    private static func message(_ id: [UInt8], _ opcode: Int, _ body: [UInt8]) -> [UInt8] {
        standInLittle(16 + body.count, 4) + standInLittle(99, 4) + id + standInLittle(opcode, 4)
            + body
    }

    private static func document(_ elements: [[UInt8]]) -> [UInt8] {
        let content = Array(elements.joined())
        return standInLittle(content.count + 5, 4) + content + [0]
    }

    private static func name(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    private static func int32(_ key: String, _ value: Int) -> [UInt8] {
        [0x10] + name(key) + standInLittle(value, 4)
    }

    private static func text(_ key: String, _ value: String) -> [UInt8] {
        [0x02] + name(key) + standInLittle(value.utf8.count + 1, 4) + name(value)
    }

    /// IEEE 754: 1.0 and 0.0.
    private static func ok(_ isWell: Bool) -> [UInt8] {
        [0x01] + name("ok") + [0, 0, 0, 0, 0, 0] + (isWell ? [0xf0, 0x3f] : [0, 0])
    }
}
