import Patterns
import Wire

extension Service {
    /// Databases and caches.
    static let databaseServices = [
        mysql, postgres, redis, memcached, mongodb, cassandra,
    ]

    // "Protocol::HandshakeV10" in the MySQL Internals Manual. In its place a server that does not
    // want us sends an error (0xff) of the code 1040 (too many connections), 1129 (host blocked)
    // or 1130 (host not allowed), which matches nothing.
    //
    // Nothing is answered, because all that a client may say next is a login. The server counts the
    // connection in Aborted_connects, and MariaDB logs a warning; COM_QUIT and a reset are counted
    // the same. It counts as a handshake error of our host, too, where the server looks up names of
    // hosts: 100 of them in a row (max_connect_errors) block it, so such a server wants
    // skip_name_resolve or a higher max_connect_errors. Only a login that is denied would not be
    // counted; but it is a login, and alarms whoever watches for those.
    private static let mysql = Service(
        "mysql", port: 3306, proof: "the server's greeting (protocol version 10)",
        learns: ["version"], upgrade: (.mysql, { [] })
    ) { () throws(PatternError) in
        [try .expect(.mysql, mySQLGreeting)]
    }

    /// Version, thread, eight bytes of salt, a zero; MariaDB puts 5.5.5- before its own version.
    static let mySQLGreeting =
        #"^[\s\S]{3}\x00\x0a(?:5\.5\.5-)?(?P<version>[ -~]+)\x00[\s\S]{12}\x00"#

    // "Message Formats" in the PostgreSQL manual. The one byte that answers an SSLRequest proves
    // little, so a StartupMessage asks for more: its answer is a demand for authentication, or an
    // error. Leaving at the demand is what every client does that has no password, and the server
    // logs nothing of it (auth_failed() in auth.c). Where its rules trust, reject or do not know us
    // it logs one line as FATAL, since the role does not exist; a line in pg_hba.conf such as
    // `host all sonde ADDRESS scram-sha-256` prevents it. A StartupMessage without a user is logged
    // always, and Terminate instead of a password as well.
    private static let postgres = Service(
        "postgres", port: 5432,
        proof: "a demand for authentication, or an error about who we are, to a StartupMessage",
        upgrade: (.postgres, postgresSteps), steps: postgresSteps)

    private static let postgresSteps: Steps = { () throws(PatternError) in
        [
            // 3.0, and the name of a user.
            .send("\0\0\0\u{14}\0\u{3}\0\0user\0sonde\0\0"),
            try .expect(
                .postgres,
                // Class 28 is about the authorization, 3D about the database, 42501 about rights.
                // 53 (too many connections), 57 (starting up, shutting down) and others say no.
                #"^(?:R\x00\x00[\s\S]{2}\x00\x00|E\x00\x00[\s\S]{2}(?:[A-Z][^\x00]*\x00)*"#
                    + #"C(?:28...\x00|3D000\x00|42501\x00|"#
                    // What PgBouncer has no other code for, of which some is no refusal.
                    + #"08P01\x00M(?:no such |login rejected|SSL required|TLS required)))"#),
        ]
    }

    // redis.io, "RESP protocol specification". Servers before 2.8 know no NOAUTH. -LOADING, -BUSY,
    // -DENIED (protected mode) and "max number of clients" say no.
    private static let redis = Service(
        "redis", port: 6379, proof: "PONG, or a demand for authentication, to PING"
    ) { () throws(PatternError) in
        [
            .send("*1\r\n$4\r\nPING\r\n"),
            try .expect(
                #"^(?:\+PONG\r\n|-NOAUTH |-NOPERM |-ERR operation not permitted)"#,
                refusal: #"\n"#),
        ]
    }

    // protocol.txt of memcached. One that was started with -Y wants a login; one that speaks the
    // binary protocol only (-S, -B binary) closes.
    private static let memcached = Service(
        "memcached", port: 11211, proof: "VERSION, or a demand for authentication, to version",
        learns: ["version"]
    ) { () throws(PatternError) in
        [
            .send("version\r\n"),
            try .expect(
                #"^(?:VERSION (?P<version>[^\r\n]+)|CLIENT_ERROR unauthenticated)"#,
                refusal: #"\n"#),
            .send("quit\r\n"),
        ]
    }

    // "MongoDB Wire Protocol" in its manual. isMaster as OP_QUERY is what drivers begin with, so
    // every version answers it without a login; since 5.1 it is all that is left of OP_QUERY.
    private static let mongodb = Service(
        "mongodb", port: 27017, proof: "the answer to isMaster"
    ) { () throws(PatternError) in
        [
            // Length 58, request sond, to nothing, opcode 2004; no flags, the collection, skip 0,
            // return one document and close; {isMaster: 1}.
            .send(
                Template(
                    bytes: [58, 0, 0, 0], Array("sond".utf8), [0, 0, 0, 0, 0xd4, 7, 0, 0],
                    [0, 0, 0, 0], Array("admin.$cmd\0".utf8), [0, 0, 0, 0],
                    [255, 255, 255, 255, 19, 0, 0, 0, 0x10], Array("isMaster\0".utf8),
                    [1, 0, 0, 0, 0])),
            // OP_REPLY (1) to sond; ok is 1, as a double or, of other makers, as an integer.
            try .expect(
                .mongodb,
                #"^[\s\S]{8}sond\x01\x00{3}[\s\S]*\x08ismaster\x00[\s\S]*"#
                    + #"(?:\x01ok\x00\x00{6}\xf0\x3f|\x10ok\x00\x01\x00{3})"#),
        ]
    }

    // native_protocol_v4.spec: OPTIONS is the one request before STARTUP, and SUPPORTED its answer.
    // Version 4 is known from 2.2 to 5 and to ScyllaDB; who does not speak it says so in an error
    // (code 10, protocol), and so do 2.1 and a later server that has outlived it. What is learned
    // is the version of CQL: that of the server is behind a login.
    private static let cassandra = Service(
        "cassandra", port: 9042,
        proof: "SUPPORTED, or an error about the protocol version, to OPTIONS",
        learns: ["version"]
    ) { () throws(PatternError) in
        [
            .send(Template(bytes: [4, 0, 0, 0, 5, 0, 0, 0, 0])),
            try .expect(
                .cassandra,
                #"^[\x83-\x86][\s\S]\x00\x00(?:\x00[\s\S]{4}\x00\x00\x00\x0a|\x06[\s\S]{6,}"#
                    + #"CQL_VERSION\x00[\s\S]\x00[\s\S](?P<version>[0-9.]+))"#),
        ]
    }
}
