import Probes

// What servers of databases, caches and directories say, and what it proves.
extension Recording {
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
    static let databases: [Recording] =
        [
            Recording(
                "mysql", "MariaDB", says: [mariaDB],
                .success(["version": "10.11.19-MariaDB-0+deb12u1"])),
            // By the specification.
            Recording("mysql", "MySQL 8.0", says: [mySQL], .success(["version": "8.0.36"])),
            Recording(
                "postgres", "PostgreSQL that wants a password",
                answers: #"R\x00\x00\x00\x17\x00\x00\x00\nSCRAM-SHA-256\x00\x00"#, .success()),
            Recording(
                "postgres", "PostgreSQL that trusts us",
                answers: #"R\x00\x00\x00\x08\x00\x00\x00\x00E\x00\x00\x00aSFATAL\x00VFATA"#
                    + #"L\x00C28000\x00"#
                    + #"Mrole "sonde" does not exist\x00Fmiscinit.c\x00L768\x00"#
                    + #"RInitializeSessionUserId\x00\x00"#, .success()),
            Recording(
                "postgres", "PostgreSQL without a rule for us",
                answers: #"E\x00\x00\x00\x97SFATAL\x00VFATAL\x00C28000\x00Mno pg_hba.conf"#
                    + #" entry for host "#
                    + #""127.0.0.1", user "sonde", database "sonde", no encryption\x00"#
                    + #"Fauth.c"#
                    + #"\x00L544\x00RClientAuthentication\x00\x00"#, .success()),
            // PgBouncer, by its source (proto.c, send_pooler_error).
            Recording(
                "postgres", "PgBouncer",
                answers: #"E\x00\x00\x00,SFATAL\x00C08P01\x00Mno such database: sonde\x00\x00"#,
                .success()),
            Recording("redis", "Redis", answers: #"+PONG\r\n"#, .success()),
            Recording(
                "redis", "Redis that wants a password",
                answers: #"-NOAUTH Authentication required.\r\n"#, .success()),
            Recording(
                "memcached", "memcached", answers: #"VERSION 1.6.18\r\n"#,
                .success(["version": "1.6.18"])),
            Recording(
                "memcached", "memcached that wants a login",
                answers: #"CLIENT_ERROR unauthenticated\r\n"#, .success()),
            Recording(
                "zookeeper", "ZooKeeper",
                answers: #"Zookeeper version: 3.8.0-${mvngit.commit.id}, built on 2024-12"#
                    + #"-29 17:54 UTC\n"#
                    + #"Latency min/avg/max: 0/0.0/0\nMode: standalone\nNode count: 5\n"#,
                .success(["version": "3.8.0"])),
            Recording(
                "zookeeper", "ZooKeeper that forbids srvr",
                answers: #"srvr is not executed because it is not in the whitelist.\n"#,
                .success()),
        ] + ["ldap", "ldaps"].flatMap(directory)

    private static func directory(_ name: String) -> [Recording] {
        [
            Recording(.service(name), "slapd", answers: ldapEntry + ldapDone, .success()),
            Recording(
                .service(name), "slapd that wants a login",
                answers: #"0#\x02\x01\x01e\x1e\n\x015\x04\x00\x04\x17authentication required"#,
                .success()),
            Recording(
                .service(name), "slapd that wants TLS",
                answers: #"0$\x02\x01\x01e\x1f\n\x01\r\x04\x00\x04\x18confidentiality required"#,
                .success()),
            // operationsError with lengths of four bytes, as Active Directory writes them.
            Recording(
                .service(name), "Active Directory",
                answers: #"0\x84\x00\x00\x00\x10\x02\x01\x01e\x84\x00\x00\x00\x07\n\x01"#
                    + #"\x01\x04\x00\x04\x00"#, .success()),
            // RFC 3045, in the middle of an entry.
            Recording(
                .service(name), "389 Directory Server",
                answers: #"0J\x02\x01\x01dE\x04\x000A0"\x04\x0dvendorVersion1\x11\x04\x0f"#
                    + #"389-Test/2.0.14"#
                    + #"0\x1b\x04\x14supportedLDAPVersion1\x03\x04\x013"# + ldapDone,
                .success(["version": "389-Test/2.0.14"])),
            Recording(
                .service(name), "a version in a long entry",
                answers: #"0+\x02\x01\x01d&\x04\x000"0 \x04\x0dvendorVersion1\x0f\x04\x0d"#
                    + #"Fake/2.0.1400"#
                    + ldapDone, .success(["version": "Fake/2.0.1400"])),
        ]
    }

    /// What real servers said to go ahead with TLS; MySQL needs no more than its greeting.
    static let databaseUpgrades = [
        Recording(
            .startTLS(.ldap), "slapd",
            answers: #"0\x0c\x02\x01\x01x\x07\n\x01\x00\x04\x00\x04\x00"#, .success()),
        Recording(.startTLS(.postgres), "PostgreSQL", answers: "S", .success()),
        Recording(.startTLS(.mysql), "MariaDB", says: [mariaDBWithTLS], .success()),
        Recording(.startTLS(.mysql), "MySQL 8.0", says: [mySQL], .success()),
    ]
}
