/// What servers of databases, caches and directories say, and what it proves.
struct DataAnswer: CustomStringConvertible, Sendable {
    /// A service, or a STARTTLS protocol.
    var name: String
    /// What the server says after each time that the prober has spoken; the first before.
    var turns: [String]
    /// What is captured.
    var learned: [String: String] = [:]

    var description: String { name + " " + turns.joined(separator: " ").prefix(50) }
    var rehearsal: Rehearsal { Rehearsal(turns: turns.map { bytes($0) }) }
}

extension DataAnswer {
    private static let dump =
        #"\x00\xfe\xff\x08\x02\x00\xff\x81\x15\x00\x00\x00\x00\x00\x00\x1d\x00"#

    /// A greeting without TLS of MariaDB 10.11, whose salt begins with a line feed.
    static let mariaDB =
        #"d\x00\x00\x00\n5.5.5-10.11.19-MariaDB-0+deb12u1\x00\x05\x00\x00\x00\n{'N2Npl\x00"#
        + #"\xfe\xf7\x08\x02\x00\xff\x81\x15\x00\x00\x00\x00\x00\x00\x1d"#
        + #"\x00\x00\x00My>gj`%4upV;"#
        + #"\x00mysql_native_password\x00"#

    /// The same with CLIENT_SSL.
    static let mariaDBWithTLS = mariaDB.replacing(#"\xfe\xf7"#, with: #"\xfe\xff"#)

    /// A greeting as "Protocol::HandshakeV10" has it, of MySQL 8.0.
    static let mySQL =
        #"J\x00\x00\x00\n8.0.36\x00\x08\x00\x00\x00\x1e\x2b\x6c\x01\x5da"#
        + #"bc\x00\xff\xff\xff\x02\x00"#
        + #"\xff\xdf\x15\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00klmnopqrstuv\x00"#
        + #"caching_sha2_password\x00"#

    private static let ldapEntry =
        #"0&\x02\x01\x01d!\x04\x000\x1d0\x1b\x04\x14supportedLDAPVersion1\x03\x04\x013"#
    private static let ldapDone = #"0\x0c\x02\x01\x01e\x07\n\x01\x00\x04\x00\x04\x00"#

    /// What real servers said, but where it is told otherwise.
    static let proofs: [DataAnswer] =
        [
            DataAnswer(
                name: "mysql", turns: [mariaDB],
                learned: ["version": "10.11.19-MariaDB-0+deb12u1"]),
            // By the specification.
            DataAnswer(name: "mysql", turns: [mySQL], learned: ["version": "8.0.36"]),
            DataAnswer(
                name: "postgres",
                turns: ["", #"R\x00\x00\x00\x17\x00\x00\x00\nSCRAM-SHA-256\x00\x00"#]),
            DataAnswer(
                name: "postgres",
                turns: [
                    "",
                    #"R\x00\x00\x00\x08\x00\x00\x00\x00E\x00\x00\x00aSFATAL\x00VFATA"#
                        + #"L\x00C28000\x00"#
                        + #"Mrole "sonde" does not exist\x00Fmiscinit.c\x00L768\x00"#
                        + #"RInitializeSessionUserId\x00\x00"#,
                ]),
            DataAnswer(
                name: "postgres",
                turns: [
                    "",
                    #"E\x00\x00\x00\x97SFATAL\x00VFATAL\x00C28000\x00Mno pg_hba.conf"#
                        + #" entry for host "#
                        + #""127.0.0.1", user "sonde", database "sonde", no encryption\x00"#
                        + #"Fauth.c"#
                        + #"\x00L544\x00RClientAuthentication\x00\x00"#,
                ]),
            // PgBouncer, by its source (proto.c, send_pooler_error).
            DataAnswer(
                name: "postgres",
                turns: [
                    "",
                    #"E\x00\x00\x00,SFATAL\x00C08P01\x00Mno such database: sonde\x00\x00"#,
                ]),
            DataAnswer(name: "redis", turns: ["", #"+PONG\r\n"#]),
            DataAnswer(name: "redis", turns: ["", #"-NOAUTH Authentication required.\r\n"#]),
            DataAnswer(
                name: "memcached", turns: ["", #"VERSION 1.6.18\r\n"#],
                learned: ["version": "1.6.18"]),
            DataAnswer(name: "memcached", turns: ["", #"CLIENT_ERROR unauthenticated\r\n"#]),
            DataAnswer(
                name: "zookeeper",
                turns: [
                    "",
                    #"Zookeeper version: 3.8.0-${mvngit.commit.id}, built on 2024-12"#
                        + #"-29 17:54 UTC\n"#
                        + #"Latency min/avg/max: 0/0.0/0\nMode: standalone\nNode count: 5\n"#,
                ], learned: ["version": "3.8.0"]),
            DataAnswer(
                name: "zookeeper",
                turns: ["", #"srvr is not executed because it is not in the whitelist.\n"#]),
        ] + ["ldap", "ldaps"].flatMap(directory)

    private static func directory(_ name: String) -> [DataAnswer] {
        [
            DataAnswer(name: name, turns: ["", ldapEntry + ldapDone]),
            DataAnswer(
                name: name,
                turns: [
                    "",
                    #"0#\x02\x01\x01e\x1e\n\x015\x04\x00\x04\x17authentication required"#,
                ]),
            DataAnswer(
                name: name,
                turns: [
                    "",
                    #"0$\x02\x01\x01e\x1f\n\x01\r\x04\x00\x04\x18confidentiality required"#,
                ]),
            // operationsError with lengths of four bytes, as Active Directory writes them.
            DataAnswer(
                name: name,
                turns: [
                    "",
                    #"0\x84\x00\x00\x00\x10\x02\x01\x01e\x84\x00\x00\x00\x07\n\x01"#
                        + #"\x01\x04\x00\x04\x00"#,
                ]),
            // RFC 3045, in the middle of an entry.
            DataAnswer(
                name: name,
                turns: [
                    "",
                    #"0J\x02\x01\x01dE\x04\x000A0"\x04\x0dvendorVersion1\x11\x04\x0f"#
                        + #"389-Test/2.0.14"#
                        + #"0\x1b\x04\x14supportedLDAPVersion1\x03\x04\x013"# + ldapDone,
                ], learned: ["version": "389-Test/2.0.14"]),
            DataAnswer(
                name: name,
                turns: [
                    "",
                    #"0+\x02\x01\x01d&\x04\x000"0 \x04\x0dvendorVersion1\x0f\x04\x0d"#
                        + #"Fake/2.0.1400"#
                        + ldapDone,
                ], learned: ["version": "Fake/2.0.1400"]),
        ]
    }

    /// What real servers said to go ahead with TLS; MySQL needs no more than its greeting.
    static let goAheads = [
        DataAnswer(
            name: "ldap", turns: ["", #"0\x0c\x02\x01\x01x\x07\n\x01\x00\x04\x00\x04\x00"#]),
        DataAnswer(name: "postgres", turns: ["", "S"]),
        DataAnswer(name: "mysql", turns: [mariaDBWithTLS]),
        DataAnswer(name: "mysql", turns: [mySQL]),
    ]
}
