extension DataAnswer {
    /// Whole answers that say no.
    static let refusals = [
        DataAnswer(
            name: "mysql",
            turns: [
                #"j\x00\x00\x00\xffi\x04Host '127.0.0.2' is blocked because of m"#
                    + #"any connection errors; "#
                    + #"unblock with 'mariadb-admin flush-hosts'"#
            ]),
        DataAnswer(
            name: "mysql",
            turns: [
                #"D\x00\x00\x00\xffj\x04Host '127.0.0.2' is not allowed to conne"#
                    + #"ct to this MariaDB server"#
            ]),
        DataAnswer(
            name: "mysql",
            turns: [#"\x17\x00\x00\x00\xff\x10\x04Too many connections"#]),
        DataAnswer(
            name: "postgres",
            turns: [
                "",
                #"E\x00\x00\x00USFATAL\x00VFATAL\x00C53300\x00Msorry, too many c"#
                    + #"lients already\x00"#
                    + #"Fproc.c\x00L357\x00RInitProcess\x00\x00"#,
            ]),
        DataAnswer(
            name: "postgres",
            turns: [
                "",
                #"E\x00\x00\x00>SFATAL\x00VFATAL\x00C57P03\x00Mthe database syst"#
                    + #"em is starting up\x00\x00"#,
            ]),
        // PgBouncer, by its source.
        DataAnswer(
            name: "postgres",
            turns: [
                "",
                #"E\x00\x00\x00\x42SFATAL\x00C08P01\x00Mno more connections allowed "#
                    + #"(max_client_conn)\x00\x00"#,
            ]),
        // Without a process for us PostgreSQL speaks version 2 (postmaster.c).
        DataAnswer(
            name: "postgres", turns: ["", #"Ecould not fork new process for connection\n\x00"#]),
        DataAnswer(
            name: "redis", turns: ["", #"-ERR max number of clients reached\r\n"#]),
        DataAnswer(
            name: "redis",
            turns: ["", #"-LOADING Redis is loading the dataset in memory\r\n"#]),
        DataAnswer(name: "memcached", turns: ["", #"ERROR Too many open connections\r\n"#]),
        DataAnswer(
            name: "zookeeper",
            turns: ["", #"This ZooKeeper instance is not currently serving requests\n"#]),
        DataAnswer(
            name: "ldap", turns: ["", #"0\x0c\x02\x01\x01e\x07\n\x013\x04\x00\x04\x00"#]),
        DataAnswer(
            name: "ldap", turns: ["", #"0\x0c\x02\x01\x01e\x07\n\x014\x04\x00\x04\x00"#]),
        // A notice of disconnection (RFC 4511 section 4.4.1).
        DataAnswer(
            name: "ldap",
            turns: [
                "",
                #"0$\x02\x01\x00x\x1f\n\x014\x04\x00\x04\x00\x8a\x161.3.6.1.4.1.1466.20036"#,
            ]),
        DataAnswer(
            name: "elasticsearch",
            turns: ["", #"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"#]),
        DataAnswer(
            name: "elasticsearch",
            turns: ["", #"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n<!DOCTYPE html>\n<html>"#]),
    ]

    /// Whole answers that do not go ahead with TLS.
    static let refusedUpgrades = [
        DataAnswer(
            name: "ldap",
            turns: [
                "", #"0*\x02\x01\x01x%\n\x01\x02\x04\x00\x04\x1eunsupported extended operation"#,
            ]),
        DataAnswer(name: "postgres", turns: ["", "N"]),
        DataAnswer(name: "mysql", turns: [mariaDB]),
        // What somebody in between puts behind the go-ahead.
        DataAnswer(
            name: "ldap",
            turns: [
                "", #"0\x0c\x02\x01\x01x\x07\n\x01\x00\x04\x00\x04\x000\x0c\x02\x01\x01e"#,
            ]),
        DataAnswer(name: "postgres", turns: ["", "SE"]),
    ]

    /// Greetings and answers of other protocols.
    static let strangers = [
        #"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"#, #"220 mail.test ESMTP Postfix\r\n"#,
        #"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"#, #"* OK IMAP4rev1 ready\r\n"#,
        #"\x15\x03\x03\x00\x02\x02\x28"#, #"\x00\x00\x00\x00"#, #"-ERR unknown command\r\n"#,
        #"RFB 003.008\n"#, #"\xff\xfd\x18\xff\xfd \xff\xfd#"#,
    ]

    /// Services of this family.
    static let names = [
        "mysql", "postgres", "redis", "memcached", "mongodb", "cassandra", "zookeeper", "kafka",
        "elasticsearch", "ldap", "ldaps",
    ]
}
