import Status
import Testing
import Time

@Suite struct SelectionTests {
    private struct Probe {
        var names: ProbeNames
        var digest: ProbeDigest
    }

    private static func probe(
        _ server: String, _ name: String, _ condition: ProbeCondition = .up,
        connect: Duration? = nil, expiry: Int64 = .max, changed: Int64 = 0
    ) -> Probe {
        Probe(
            names: ProbeNames(server: server, name: name, target: "10.0.0.1:443"),
            digest: ProbeDigest(
                condition: condition, connect: ShortDuration(connect), expirySecond: expiry,
                changedNanosecond: changed))
    }

    private static let fleet = [
        probe("web", "b", connect: .milliseconds(3), expiry: 300, changed: 5),
        probe("web", "a", connect: .milliseconds(9), changed: 9),
        probe("mail", "smtp", .down, expiry: 100, changed: 7),
        probe("mail", "imap", .maintenance, connect: .milliseconds(1), expiry: 200),
        probe("dns", "tcp", .failing),
    ]

    private static func selection(
        _ query: StatusQuery, of probes: [Probe] = fleet, rowsMax: Int = 100
    ) -> StatusSelection {
        StatusSelection(query, rowsMax: rowsMax, digests: probes.map(\.digest)) { place in
            probes[place].names
        }
    }

    private static func names(_ text: String, rowsMax: Int = 100) throws -> [String] {
        selection(try StatusQuery(text), rowsMax: rowsMax).places.map { fleet[$0].names.name }
    }

    @Test(
        arguments: [
            // The servers in trouble first, and of each what is in trouble.
            ("", ["smtp", "imap", "tcp", "b", "a"]),
            ("sort=name", ["tcp", "imap", "smtp", "a", "b"]),
            ("sort=connect", ["a", "b", "imap", "smtp", "tcp"]),
            ("sort=certificate", ["smtp", "imap", "b", "a", "tcp"]),
            ("sort=changed", ["a", "smtp", "b", "imap", "tcp"]),
        ])
    func `each order is kept`(text: String, names: [String]) throws {
        #expect(try Self.names(text) == names)
    }

    @Test func `where there are more than fit, what needs attention goes before its servers`()
        throws
    {
        #expect(try Self.names("", rowsMax: 3) == ["smtp", "tcp", "imap"])
        #expect(try Self.names("page=2", rowsMax: 3) == ["b", "a"])
        #expect(try Self.names("page=3", rowsMax: 3) == [])
    }

    @Test(
        arguments: [
            ("q=WEB/", ["b", "a"]), ("q=imap", ["imap"]), ("server=mail&state=down", ["smtp"]),
            ("state=up&state=failing", ["tcp", "b", "a"]), ("q=nothing", []),
            ("server=Web", []), ("probe=a", ["a"]), ("target=10.0.0.1:443&q=tcp", ["tcp"]),
            ("owner=x", []), ("site=x", []), ("server_name=x", []),
        ])
    func `a query finds what it wants`(text: String, names: [String]) throws {
        #expect(try Self.names(text) == names)
    }

    @Test func `conditions are counted whatever condition is wanted`() throws {
        let selection = Self.selection(try StatusQuery("state=down"))
        #expect(selection.count == 1)
        #expect(selection.counts == [.up: 2, .down: 1, .maintenance: 1, .failing: 1])
        #expect(Self.selection(try StatusQuery("server=web")).counts == [.up: 2])
    }

    @Test func `a server is told with its trouble`() throws {
        let tally = try #require(Self.selection(StatusQuery()).servers["mail"])
        #expect(tally.count == 2)
        #expect(tally.needingAttention == 1)
    }

    @Test func `words of every field are found`() throws {
        var names = ProbeNames(server: "s", name: "p", target: "t", serverName: "SNI.example")
        names.text = "The Shop"
        names.owner = "Payments"
        names.site = "Berlin"
        names.labels = [("tier", "gold")]
        for word in ["sni.EXAMPLE", "shop", "payments", "BERLIN", "Gold", "s/p"] {
            var query = StatusQuery()
            query.search = word
            #expect(NameFilter(query).wants(names), "\(word)")
        }
    }

    @Test func `a fleet of none has one empty page`() {
        let selection = Self.selection(StatusQuery(), of: [])
        #expect(selection.places.isEmpty && selection.pageCount == 1 && selection.count == 0)
    }
}
