/// Answers of servers that Debian does not have, as their specifications write them.
enum StandInAnswer {
    private static let mongoDB =
        #"\x01\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"#
        + #"\x00\x00\x00\x00\x00\x01\x00"#
        + #"\x00\x00"#

    static let proofs = [
        DataAnswer(
            name: "mongodb",
            turns: [
                "",
                #"_\x00\x00\x00\x0a\x00\x00\x00sond"# + mongoDB
                    + #";\x00\x00\x00\x08ismaster\x00\x01\x10maxWireVersion\x00\x15"#
                    + #"\x00\x00\x00"#
                    + #"\x08readOnly\x00\x00\x01ok\x00\x00\x00\x00\x00\x00\x00\xf0\x3f\x00"#,
            ]),
        // Count 2: Produce 0 to 9, ApiVersions 0 to 3.
        DataAnswer(
            name: "kafka",
            turns: [
                "",
                #"\x00\x00\x00\x16sond\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00"#
                    + #"\x00\x09\x00\x12\x00\x00"#
                    + #"\x00\x03"#,
            ]),
        DataAnswer(
            name: "kafka",
            turns: ["", #"\x00\x00\x00\x10sond\x00\x23\x00\x00\x00\x01\x00\x12\x00\x00\x00\x03"#]),
        DataAnswer(
            name: "cassandra",
            turns: [
                "",
                #"\x84\x00\x00\x00\x06\x00\x00\x00\x34\x00\x02\x00\x0bCOMPRESSIO"#
                    + #"N\x00\x02\x00\x06snappy"#
                    + #"\x00\x03lz4\x00\x0bCQL_VERSION\x00\x01\x00\x053.4.5"#,
            ], learned: ["version": "3.4.5"]),
        DataAnswer(
            name: "cassandra",
            turns: [
                "",
                #"\x83\x00\x00\x00\x00\x00\x00\x00\x1a\x00\x00\x00\x0a\x00\x14Un"#
                    + #"supported protocol"#,
            ]),
        DataAnswer(
            name: "elasticsearch",
            turns: [
                "",
                #"HTTP/1.1 200 OK\r\nX-elastic-product: Elasticsearch\r\ncontent"#
                    + #"-length: 99\r\n\r\n"#
                    + #"{\n  "name" : "node-1",\n  "cluster_name" : "docker-cluster",\n"#
                    + #"  "version" : {\n    "number" : "8.11.1",\n    "build_flavor" "#
                    + #": "default""#,
            ], learned: ["version": "8.11.1"]),
        DataAnswer(
            name: "elasticsearch",
            turns: [
                "",
                #"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="security", "#
                    + #"charset="UTF-8"\r\ncontent-length: 0\r\n\r\n"#,
            ]),
        DataAnswer(
            name: "elasticsearch",
            turns: [
                "",
                #"HTTP/1.1 401 Unauthorized\r\ncontent-length: 99\r\n\r\n"#
                    + #"{"error":{"root_cause":[{"type":"security_exception","reason":"#
                    + #""missing "#,
            ]),
    ]

    static let refusals = [
        // {ok: 0.0}
        DataAnswer(
            name: "mongodb",
            turns: [
                "",
                #"\x35\x00\x00\x00\x0a\x00\x00\x00sond"# + mongoDB
                    + #"\x11\x00\x00\x00\x01ok\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"#,
            ]),
        DataAnswer(
            name: "kafka",
            turns: ["", #"\x00\x00\x00\x10sond\x00\x2a\x00\x00\x00\x01\x00\x12\x00\x00\x00\x03"#]),
        // An echo.
        DataAnswer(
            name: "kafka",
            turns: ["", #"\x00\x00\x00\x0f\x00\x12\x00\x00sond\x00\x05sonde"#]),
        // Overloaded.
        DataAnswer(
            name: "cassandra",
            turns: [
                "", #"\x84\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x10\x01\x00\x0aoverloaded"#,
            ]),
    ]
}
