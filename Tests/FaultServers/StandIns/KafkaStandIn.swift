/// Kafka: ApiVersions (key 18), versions 0 to 2 (kafka.apache.org/protocol, "ApiVersions API").
enum KafkaStandIn {
    /// Some of what a broker of version 3 offers: key, oldest and newest version.
    private static let offered: [(key: Int, oldest: Int, newest: Int)] = [
        (0, 0, 9), (1, 0, 13), (2, 0, 7), (3, 0, 12), (8, 0, 8), (9, 0, 8), (10, 0, 4),
        (11, 0, 9), (17, 0, 1), (18, 0, 3), (19, 0, 7), (36, 0, 2), (60, 0, 0),
    ]

    static func reply(to request: [UInt8], _ mood: StandIn.Mood) -> StandIn.Reply {
        var whole = StandInReader(request)
        guard let size = whole.big(4) else { return .needsMore }
        // A broker's socket.request.max.bytes has a bound as well.
        guard size < 100_000 else { return .refuses("a request of \(size) bytes") }
        guard let body = whole.take(size) else { return .needsMore }
        guard whole.rest.isEmpty else { return .refuses("more than one request") }
        var reader = StandInReader(body)
        guard let key = reader.big(2), let version = reader.big(2),
            let correlation = reader.take(4), let clientLength = reader.big(2)
        else { return .refuses("a header of less than ten bytes") }
        guard key == 18 else { return .refuses("the API key \(key)") }
        // NULLABLE_STRING: a length of -1 is null.
        let hasClient = clientLength != 0xffff
        guard !hasClient || reader.take(clientLength) != nil else {
            return .refuses("a client id longer than the request")
        }
        guard version < 3 else { return .refuses("version \(version), which is not built here") }
        guard reader.rest.isEmpty else { return .refuses("a body where version 0 has none") }

        // 35 is UNSUPPORTED_VERSION, answered in version 0; 42 is INVALID_REQUEST.
        let error = [StandIn.Mood.willing: 0, .reserved: 35, .unwilling: 42][mood] ?? 0
        let keys = mood == .willing ? offered : offered.filter { $0.key == 18 }
        var answer = correlation + standInBig(error, 2) + standInBig(keys.count, 4)
        for (key, oldest, newest) in keys {
            answer += standInBig(key, 2) + standInBig(oldest, 2) + standInBig(newest, 2)
        }
        // From version 1 on: throttle_time_ms.
        if version > 0, mood != .reserved { answer += standInBig(0, 4) }
        return .says(standInBig(answer.count, 4) + answer)
    }
}
