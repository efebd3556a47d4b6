/// A protocol whose server is none of Debian's, written from its specification alone.
public enum StandIn: String, CaseIterable, Sendable {
    case mongodb
    case kafka
    case cassandra
    case elasticsearch

    /// What the server thinks of its clients.
    public enum Mood: String, CaseIterable, Sendable {
        /// Answers what it is asked.
        case willing
        /// Asks who the client is, or says that it speaks another version: still the protocol.
        case reserved
        /// Says, as the protocol has it, that it does not serve.
        case unwilling
    }

    /// What the server says to all that it has received since its last answer.
    func reply(to request: [UInt8], _ mood: Mood) -> Reply {
        switch self {
        case .mongodb: MongoDBStandIn.reply(to: request, mood)
        case .kafka: KafkaStandIn.reply(to: request, mood)
        case .cassandra: CassandraStandIn.reply(to: request, mood)
        case .elasticsearch: ElasticsearchStandIn.reply(to: request, mood)
        }
    }

    enum Reply {
        case needsMore
        case says([UInt8], goesOn: Bool = true)
        /// Closes without an answer, for a request that the specification does not allow.
        case refuses(String)
    }
}

/// Reads a message from its beginning; nil where it is shorter than what is asked for.
struct StandInReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// A number of which the most significant byte comes first.
    mutating func big(_ byteCount: Int) -> Int? {
        take(byteCount).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    /// A number of which the least significant byte comes first.
    mutating func little(_ byteCount: Int) -> Int? {
        take(byteCount).map { $0.reversed().reduce(0) { $0 << 8 | Int($1) } }
    }

    /// Text up to a zero byte, which is taken too.
    mutating func zeroTerminated() -> String? {
        guard let end = rest.firstIndex(of: 0) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}

/// The bytes of a number, the most significant first.
func standInBig(_ number: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

/// The bytes of a number, the least significant first.
func standInLittle(_ number: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
