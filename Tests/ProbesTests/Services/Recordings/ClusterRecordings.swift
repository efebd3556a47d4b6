import Probes

// Answers of servers that Debian does not have, as their specifications write them.
extension Recording {
    private static let mongoDB =
        #"\x01\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"#
        + #"\x00\x00\x00\x00\x00\x01\x00"#
        + #"\x00\x00"#

    static let clusters = [
        Recording(
            "mongodb", "MongoDB",
            answers: #"_\x00\x00\x00\x0a\x00\x00\x00sond"# + mongoDB
                + #";\x00\x00\x00\x08ismaster\x00\x01\x10maxWireVersion\x00\x15"#
                + #"\x00\x00\x00"#
                + #"\x08readOnly\x00\x00\x01ok\x00\x00\x00\x00\x00\x00\x00\xf0\x3f\x00"#, .success()
        ),
        // Count 2: Produce 0 to 9, ApiVersions 0 to 3.
        Recording(
            "kafka", "Kafka",
            answers: #"\x00\x00\x00\x16sond\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00"#
                + #"\x00\x09\x00\x12\x00\x00"#
                + #"\x00\x03"#, .success()),
        Recording(
            "kafka", "Kafka that knows another version",
            answers: #"\x00\x00\x00\x10sond\x00\x23\x00\x00\x00\x01\x00\x12\x00\x00\x00\x03"#,
            .success()),
        Recording(
            "cassandra", "Cassandra",
            answers: #"\x84\x00\x00\x00\x06\x00\x00\x00\x34\x00\x02\x00\x0bCOMPRESSIO"#
                + #"N\x00\x02\x00\x06snappy"#
                + #"\x00\x03lz4\x00\x0bCQL_VERSION\x00\x01\x00\x053.4.5"#,
            .success(["version": "3.4.5"])),
        Recording(
            "cassandra", "Cassandra that knows another version",
            answers: #"\x83\x00\x00\x00\x00\x00\x00\x00\x1a\x00\x00\x00\x0a\x00\x14Un"#
                + #"supported protocol"#, .success()),
        Recording(
            "elasticsearch", "Elasticsearch",
            answers: #"HTTP/1.1 200 OK\r\nX-elastic-product: Elasticsearch\r\ncontent"#
                + #"-length: 99\r\n\r\n"#
                + #"{\n  "name" : "node-1",\n  "cluster_name" : "docker-cluster",\n"#
                + #"  "version" : {\n    "number" : "8.11.1",\n    "build_flavor" "#
                + #": "default""#, .success(["version": "8.11.1"])),
        Recording(
            "elasticsearch", "Elasticsearch with security",
            answers: #"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="security", "#
                + #"charset="UTF-8"\r\ncontent-length: 0\r\n\r\n"#, .success()),
        Recording(
            "elasticsearch", "Elasticsearch with security, by its error",
            answers: #"HTTP/1.1 401 Unauthorized\r\ncontent-length: 99\r\n\r\n"#
                + #"{"error":{"root_cause":[{"type":"security_exception","reason":"#
                + #""missing "#, .success()),
    ]

    static let clusterRefusals = [
        // {ok: 0.0}
        Recording(
            "mongodb", "MongoDB that is not well",
            answers: #"\x35\x00\x00\x00\x0a\x00\x00\x00sond"# + mongoDB
                + #"\x11\x00\x00\x00\x01ok\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"#, .refused),
        Recording(
            "kafka", "Kafka with an error",
            answers: #"\x00\x00\x00\x10sond\x00\x2a\x00\x00\x00\x01\x00\x12\x00\x00\x00\x03"#,
            .refused),
        // An echo.
        Recording(
            "kafka", "an echo", answers: #"\x00\x00\x00\x0f\x00\x12\x00\x00sond\x00\x05sonde"#,
            .refused),
        // Overloaded.
        Recording(
            "cassandra", "Cassandra, overloaded",
            answers: #"\x84\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x10\x01\x00\x0aoverloaded"#,
            .refused),
    ]
}
