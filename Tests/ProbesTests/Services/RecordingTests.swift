import Probes
import Testing

/// What servers were heard to say has one verdict, however it arrives.
@Suite struct RecordingTests {
    @Test func `none is lost, and no two have one name`() {
        #expect(Recording.all.count + Recording.injected.count == 243)
        let names = (Recording.all + Recording.injected).map(\.testDescription)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: Recording.all)
    func `a recording ends as it must, however it is cut`(recording: Recording) throws {
        let stage = Stage(try recording.script)
        let whole = stage.play(turns: recording.whole, then: recording.last)
        #expect(whole.expected == recording.expected)
        for turns in recording.cuts {
            let cut = stage.play(turns: turns, then: recording.last)
            #expect(cut == whole, "\(turns.map { $0.map(\.count) })")
        }
    }

    @Test(arguments: Recording.injected)
    func `clear text after a go-ahead never passes for a secret`(recording: Recording) throws {
        let stage = Stage(try recording.script)
        let whole = stage.play(turns: recording.whole, then: recording.last)
        #expect(whole.expected == recording.expected)
        for turns in recording.cuts {
            let cut = stage.play(turns: turns, then: recording.last).expected
            let isRefused = [recording.expected, .failure(.tlsProtocol)].contains(cut)
            #expect(isRefused, "\(turns.map { $0.map(\.count) }): \(cut)")
        }
    }

    @Test(arguments: Recording.all.filter(\.isProof))
    func `a server that closes within its answer proves nothing`(recording: Recording) throws {
        let stage = Stage(try recording.script)
        let last = try #require(recording.turns.last)
        var isProved = false
        for count in last.indices {
            let cut = recording.cut(after: count, "", .closes, recording.expected)
            switch stage.play(turns: cut.whole, then: .closes).expected {
            case .success: isProved = true
            case let other:
                #expect(!isProved, "\(count) bytes")
                // A whole line that does not fit is an answer, too.
                let hasLine = cut.turns.joined().contains(0x0a)
                let isLine = hasLine && other == .refused
                #expect(isLine || other == .failure(.closedEarly), "\(count) bytes: \(other)")
            }
        }
    }

    @Test(arguments: Recording.all.filter { $0.isProof && $0.plan.goesOverToTLS })
    func `nothing is said before TLS but what asks for it`(recording: Recording) throws {
        let ending = Stage(try recording.script).play(turns: recording.whole)
        let mark = try #require(ending.sent.firstRange(of: Stage.tlsMark))
        let sent = Array(ending.sent[..<mark.lowerBound])
        let asks = ["starttls\r\n", "stls\r\n", "auth tls\r\n", "xmpp-tls'/>"]
        let text = String(decoding: sent, as: UTF8.self).lowercased()
        // SSLRequest of PostgreSQL and MySQL, StartTLS of LDAP.
        let isBinary = [8, 36, 31].contains(sent.count)
        #expect(isBinary || asks.contains { text.hasSuffix($0) }, "\(text)")
    }

    @Test(arguments: otherServices, strangers)
    func `another protocol is no proof`(name: String, said: String) throws {
        guard name != "redis" || !said.hasPrefix("-") else { return }
        let stage = Stage(try Recording.Plan.service(name).script)
        for says in [["", said], [said, ""]] {
            let turns = says.map { [bytes($0)] }
            let open = stage.play(turns: turns).expected
            let isRight = [.silence(.timeout), .silence(.unexpectedResponse), .refused].contains(
                open)
            #expect(isRight, "\(open)")
            let closed = stage.play(turns: turns, then: .closes).expected
            let isRefused = [.failure(.closedEarly), .refused].contains(closed)
            #expect(isRefused, "\(closed)")
        }
    }

    @Test func `after STARTTLS only what was not proved yet is asked`() throws {
        func steps(_ name: String, afterStartTLS: Bool) throws -> [Step] {
            try #require(Service.named(name)).part(afterStartTLS: afterStartTLS).steps
        }
        #expect(try steps("mysql", afterStartTLS: true).isEmpty)
        for name in ["postgres", "ldap"] {
            let clear = try steps(name, afterStartTLS: false)
            #expect(try steps(name, afterStartTLS: true) == clear)
        }
    }

    /// Greetings and answers of other protocols.
    private static let strangers = [
        #"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"#, #"220 mail.test ESMTP Postfix\r\n"#,
        #"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"#, #"* OK IMAP4rev1 ready\r\n"#,
        #"\x15\x03\x03\x00\x02\x02\x28"#, #"\x00\x00\x00\x00"#, #"-ERR unknown command\r\n"#,
        #"RFB 003.008\n"#, #"\xff\xfd\x18\xff\xfd \xff\xfd#"#,
    ]

    /// Services that none of ``strangers`` is.
    private static let otherServices = [
        "mysql", "postgres", "redis", "memcached", "mongodb", "cassandra", "zookeeper", "kafka",
        "elasticsearch", "ldap", "ldaps",
    ]
}

extension Recording {
    fileprivate var isProof: Bool {
        if case .success = expected { return true }
        return false
    }
}

extension Recording.Plan {
    fileprivate var goesOverToTLS: Bool {
        switch self {
        case .service(let name): name == "submission"
        case .upgraded, .startTLS: true
        }
    }
}
