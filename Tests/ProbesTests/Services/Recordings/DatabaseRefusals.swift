import Probes

// What servers of databases, caches and directories say no with.
extension Recording {
    /// Whole answers that say no.
    static let databaseRefusals = [
        Recording(
            "mysql", "MariaDB, blocked",
            says: [
                #"j\x00\x00\x00\xffi\x04Host '127.0.0.2' is blocked because of m"#
                    + #"any connection errors; "#
                    + #"unblock with 'mariadb-admin flush-hosts'"#
            ], .refused),
        Recording(
            "mysql", "MariaDB, no such host",
            says: [
                #"D\x00\x00\x00\xffj\x04Host '127.0.0.2' is not allowed to conne"#
                    + #"ct to this MariaDB server"#
            ], .refused),
        Recording(
            "mysql", "MariaDB, full", says: [#"\x17\x00\x00\x00\xff\x10\x04Too many connections"#],
            .refused),
        Recording(
            "postgres", "PostgreSQL, full",
            answers: #"E\x00\x00\x00USFATAL\x00VFATAL\x00C53300\x00Msorry, too many c"#
                + #"lients already\x00"#
                + #"Fproc.c\x00L357\x00RInitProcess\x00\x00"#, .refused),
        Recording(
            "postgres", "PostgreSQL, starting up",
            answers: #"E\x00\x00\x00>SFATAL\x00VFATAL\x00C57P03\x00Mthe database syst"#
                + #"em is starting up\x00\x00"#, .refused),
        // PgBouncer, by its source.
        Recording(
            "postgres", "PgBouncer, full",
            answers: #"E\x00\x00\x00\x42SFATAL\x00C08P01\x00Mno more connections allowed "#
                + #"(max_client_conn)\x00\x00"#, .refused),
        // Without a process for us PostgreSQL speaks version 2 (postmaster.c).
        Recording(
            "postgres", "PostgreSQL without a process for us",
            answers: #"Ecould not fork new process for connection\n\x00"#, .refused),
        Recording(
            "redis", "Redis, full", answers: #"-ERR max number of clients reached\r\n"#, .refused),
        Recording(
            "redis", "Redis, loading",
            answers: #"-LOADING Redis is loading the dataset in memory\r\n"#, .refused),
        Recording(
            "memcached", "memcached, full", answers: #"ERROR Too many open connections\r\n"#,
            .refused),
        Recording(
            "zookeeper", "ZooKeeper without a quorum",
            answers: #"This ZooKeeper instance is not currently serving requests\n"#, .refused),
        Recording(
            "ldap", "busy", answers: #"0\x0c\x02\x01\x01e\x07\n\x013\x04\x00\x04\x00"#, .refused),
        Recording(
            "ldap", "unavailable", answers: #"0\x0c\x02\x01\x01e\x07\n\x014\x04\x00\x04\x00"#,
            .refused),
        // A notice of disconnection (RFC 4511 section 4.4.1).
        Recording(
            "ldap", "a notice of disconnection",
            answers: #"0$\x02\x01\x00x\x1f\n\x014\x04\x00\x04\x00\x8a\x161.3.6.1.4.1.1466.20036"#,
            .refused),
        Recording(
            "elasticsearch", "a proxy without a backend",
            answers: #"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"#, .refused),
        Recording(
            "elasticsearch", "a web server",
            answers: #"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n<!DOCTYPE html>\n<html>"#, .refused),
    ]

    /// Whole answers that do not go ahead with TLS.
    static let refusedUpgrades = [
        Recording(
            .startTLS(.ldap), "slapd without TLS",
            answers: #"0*\x02\x01\x01x%\n\x01\x02\x04\x00\x04\x1eunsupported extended operation"#,
            .refused),
        Recording(.startTLS(.postgres), "PostgreSQL without TLS", answers: "N", .refused),
        Recording(.startTLS(.mysql), "MariaDB without TLS", says: [mariaDB], .refused),
    ]
}
