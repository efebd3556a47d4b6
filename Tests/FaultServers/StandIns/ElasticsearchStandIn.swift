/// Elasticsearch: GET / over HTTP/1.1 (RFC 9112, and "Root API" in Elastic's reference).
enum ElasticsearchStandIn {
    static func reply(to request: [UInt8], _ mood: StandIn.Mood) -> StandIn.Reply {
        let text = String(decoding: request, as: UTF8.self)
        // Swift takes CR LF as one character.
        guard let end = text.firstRange(of: "\r\n\r\n") else {
            return request.count < 8192 ? .needsMore : .refuses("a head of more than 8 KiB")
        }
        guard text[end.upperBound...].isEmpty else { return .refuses("a body") }
        let lines = text[..<end.lowerBound].split(separator: "\r\n").map(String.init)
        guard lines.first == "GET / HTTP/1.1" else { return .refuses(lines.first ?? "") }
        // RFC 9112 section 3.2: exactly one Host.
        let hosts = lines.dropFirst().filter { $0.lowercased().hasPrefix("host:") }
        guard hosts.count == 1 else { return .refuses("\(hosts.count) lines with Host") }
        guard lines.dropFirst().allSatisfy({ $0.contains(": ") }) else {
            return .refuses("a line that is no field")
        }
        let closes = lines.contains { $0.lowercased() == "connection: close" }
        return .says(Array(answer(mood).utf8), goesOn: !closes)
    }

    private static func answer(_ mood: StandIn.Mood) -> String {
        switch mood {
        case .willing: response("200 OK", ["X-elastic-product: Elasticsearch"], about)
        case .reserved:
            response(
                "401 Unauthorized",
                [
                    "WWW-Authenticate: Basic realm=\"security\", charset=\"UTF-8\"",
                    "WWW-Authenticate: ApiKey",
                ],
                """
                {"error":{"root_cause":[{"type":"security_exception","reason":"missing \
                authentication credentials for REST request [/]"}],"type":"security_exception"},\
                "status":401}
                """)
        case .unwilling:
            response(
                "503 Service Unavailable", ["X-elastic-product: Elasticsearch"],
                "{\"error\":{\"type\":\"cluster_block_exception\"},\"status\":503}")
        }
    }

    private static func response(_ status: String, _ fields: [String], _ body: String) -> String {
        let all =
            ["HTTP/1.1 \(status)"] + fields + [
                "content-type: application/json", "content-length: \(body.utf8.count)",
            ]
        return all.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    private static let about = """
        {
          "name" : "node-1",
          "cluster_name" : "docker-cluster",
          "cluster_uuid" : "mEcbJVZxSRCzzRcxYN2vTw",
          "version" : {
            "number" : "8.11.1",
            "build_flavor" : "default",
            "build_type" : "docker",
            "build_hash" : "6f9ff581fbcde658e6f69d6ce03050f060d1fd0c",
            "build_date" : "2023-11-11T10:05:59.421038163Z",
            "build_snapshot" : false,
            "lucene_version" : "9.8.0",
            "minimum_wire_compatibility_version" : "7.17.0",
            "minimum_index_compatibility_version" : "7.0.0"
          },
          "tagline" : "You Know, for Search"
        }

        """
}
