import Probes
import Status
import Testing
import Time
import Wire
import Workbench

@testable import sonde

/// The table of probes in a terminal.
struct TopTests {
    private static let now = WallTime(secondsSinceEpoch: 1_800_000_000)

    private static func probe(_ index: Int, _ condition: ProbeCondition = .up) -> ProbeSummary {
        var probe = ProbeSummary(
            ProbeNames(server: "server-\(index)", name: "probe", target: "10.0.0.\(index):443"),
            condition: condition)
        probe.since = now + .seconds(-90)
        let phases = PhaseDurations(connect: .milliseconds(12))
        probe.attempts = [
            AttemptRecord(.success, at: now, duration: .seconds(1), phases: phases),
            AttemptRecord(.failure(.refused, .connect), at: now, duration: .seconds(1)),
            AttemptRecord(.inconclusive(.ports), at: now, duration: nil),
        ]
        if condition == .down { probe.failure = ProbeFailure(.refused, .connect) }
        probe.certificateExpiry = now + .seconds(3 * 86_400)
        probe.nextAttempt = now + .seconds(7)
        return probe
    }

    private static func answer(_ probes: [ProbeSummary]) throws -> StatusAnswer {
        let query = StatusQuery()
        let digests = probes.map { ProbeDigest(condition: $0.condition) }
        let selection = StatusSelection(query, rowsMax: 1_000, digests: digests) {
            probes[$0].names
        }
        let facts = SiteFacts(
            version: "1", gateway: "fra", telemetryPath: "/metrics", hasRunbook: false, now: now)
        let list = StatusList(
            query, selection, rows: selection.places.map { probes[$0] }, facts: facts)
        return try #require(StatusAnswer(try JSON(parsing: Array("\(list.json)".utf8))))
    }

    private static func lines(
        _ probes: [ProbeSummary], columns: Int = 80, rows: Int? = 24, hasColours: Bool = false,
        trouble: String? = nil
    ) throws -> [String] {
        TopScreen(columns: columns, rows: rows, hasColours: hasColours).lines(
            try answer(probes), place: "http://h/", trouble: trouble, hint: "hint")
    }

    @Test(arguments: [(80, 24), (200, 50), (40, 6), (120, 30)], [0, 10, 500])
    func `a screen is filled, and nothing goes beyond it`(
        size: (columns: Int, rows: Int), count: Int
    ) throws {
        let probes = (0..<count).map { Self.probe($0, $0 < 3 ? .down : .up) }
        let lines = try Self.lines(probes, columns: size.columns, rows: size.rows)
        #expect(lines.count == size.rows)
        for line in lines { #expect(line.unicodeScalars.count <= size.columns, "\(line)") }
        #expect(lines.last == "hint")
        let shown = lines.count { $0.contains("server-") }
        #expect(shown == min(count, size.rows - 5))
    }

    @Test func `a wide row says all of a probe`() throws {
        let line = try Self.lines([Self.probe(1, .down)], columns: 200)[4]
        for text in [
            "Down", "server-1/probe", "10.0.0.1:443", "Connection refused, 1 min", ".x?",
            "12 ms",
            "3 d", "7 s",
        ] {
            #expect(line.contains(text), "\(text) in \(line)")
        }
    }

    @Test func `trouble of ours is told as such`() throws {
        let line = try Self.lines([Self.probe(1)], columns: 200)[4]
        #expect(line.hasPrefix("Up ") && line.contains("Cannot tell now: No local port free"))
    }

    @Test func `a narrow row still says what is wrong with what`() throws {
        let line = try Self.lines([Self.probe(1, .down)], columns: 60)[4]
        for text in ["Down", "server-1/probe", "Connection refused"] {
            #expect(line.contains(text))
        }
    }

    @Test func `names are whole in a usual terminal, and columns that say nothing are left out`()
        throws
    {
        var probe = Self.probe(1, .down)
        probe.names.name = String(repeating: "n", count: 20)
        let whole = try Self.lines([probe])
        #expect(whole[4].contains("server-1/nnnnnnnnnnnnnnnnnnnn  Connection"))
        #expect(whole[3].contains("CERT") && whole[3].contains("CONNECT"))
        probe.certificateExpiry = nil
        probe.attempts = []
        let bare = try Self.lines([probe], columns: 200)
        for head in ["CERT", "CONNECT", "ATTEMPTS"] { #expect(!bare[3].contains(head)) }
    }

    @Test func `colours are there only where they are wanted`() throws {
        let probes = [Self.probe(1, .down), Self.probe(2)]
        #expect(!(try Self.lines(probes).joined().contains("\u{1b}")))
        let lines = try Self.lines(probes, hasColours: true)
        #expect(lines[4].contains("\u{1b}[31mDown"))
        #expect(!lines[5].contains("\u{1b}[31mUp"))
    }

    @Test func `hostile names do nothing to a terminal`() throws {
        var probe = Self.probe(1)
        probe.names.server = "\u{1b}[2J\u{202e}"
        probe.names.target = "\r\n\u{7}"
        let text = try Self.lines([probe], columns: 200).joined()
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202e}" })
    }

    @Test func `trouble is said below what was last known`() throws {
        let lines = try Self.lines([Self.probe(1)], trouble: "nobody answers")
        #expect(lines.last == "nobody answers")
        #expect(lines[4].contains("server-1"))
    }

    @Test func `without a height all rows are there`() throws {
        let lines = try Self.lines((0..<300).map { Self.probe($0) }, columns: 160, rows: nil)
        #expect(lines.count == 304)
    }

    @Test func `keys turn pages, change the order, and end`() {
        var view = TopView(StatusQuery())
        view.pageCount = 2
        let press = { (view: inout TopView, key: Character) in
            view.take(key.asciiValue ?? 0)
        }
        #expect(press(&view, "n") && view.query.page == 2)
        #expect(press(&view, "n") && view.query.page == 2)
        #expect(press(&view, "p") && press(&view, "p") && view.query.page == 1)
        var orders: [StatusQuery.Order] = []
        for _ in StatusQuery.Order.allCases {
            _ = press(&view, "s")
            orders.append(view.query.order)
        }
        #expect(Set(orders) == Set(StatusQuery.Order.allCases))
        #expect(press(&view, "a") && view.query.conditions == [.down, .failing])
        #expect(press(&view, "a") && view.query.conditions.isEmpty)
        #expect(press(&view, "x"))
        #expect(!press(&view, "q"))
    }

    @Test func `a page that is not there any more gives way to the last`() throws {
        var view = TopView(try StatusQuery("page=3"))
        #expect(!view.take(try Self.answer([Self.probe(1)])))
        #expect(view.query.page == 1)
        #expect(view.take(try Self.answer([Self.probe(1)])))
        var beyond = try Self.answer([Self.probe(1)])
        beyond.rows = []
        let screen = TopScreen(columns: 80, rows: nil, hasColours: false)
        let lines = screen.lines(beyond, place: "", trouble: nil, hint: nil)
        #expect(lines.last == "There is one page.")
    }

    @Test func `certificates have the colours of the thresholds of their probes`() throws {
        var probes = (1...3).map { Self.probe($0) }
        probes[1].expiryWarnings = ExpiryWarnings(warning: .seconds(60 * 86_400))
        probes[2].expiryWarnings = ExpiryWarnings(critical: .seconds(3 * 86_400))
        let lines = try Self.lines(probes, hasColours: true)
        #expect(lines[4].contains("    3 d"))
        #expect(lines[5].contains("\u{1b}[33m    3 d"))
        #expect(lines[6].contains("\u{1b}[31m    3 d"))
    }

    @Test(
        arguments: [
            "\"total\":-1,\"page\":1,\"pages\":1", "\"total\":1,\"page\":0,\"pages\":1",
            "\"total\":1,\"page\":1,\"pages\":0",
            "\"total\":1,\"page\":1,\"pages\":-9223372036854775808",
            "\"total\":9223372036854775807,\"page\":1,\"pages\":1",
        ])
    func `numbers that no exporter tells are no answer`(numbers: String) throws {
        let text = "{\"at\":\"2026-01-01T00:00:00Z\",\(numbers),\"probes\":[]}"
        #expect(StatusAnswer(try JSON(parsing: Array(text.utf8))) == nil)
    }

    @Test func `counts that no exporter tells are left out`() throws {
        let text = """
            {"at":"2026-01-01T00:00:00Z","total":1,"page":1,"pages":1,"probes":[],
            "counts":{"down":9223372036854775807,"failing":1}}
            """
        let answer = try #require(StatusAnswer(try JSON(parsing: Array(text.utf8))))
        #expect(answer.counts == [.failing: 1])
        let screen = TopScreen(columns: 80, rows: nil, hasColours: false)
        let lines = screen.lines(answer, place: "", trouble: nil, hint: nil)
        #expect(lines[0].contains("1 of 1 need attention"))
    }

    @Test(
        arguments: [
            "{}", "[]", "null", "{\"at\":\"x\",\"total\":1,\"page\":1,\"pages\":1,\"probes\":[]}",
            "{\"at\":\"2026-01-01T00:00:00Z\",\"total\":1,\"page\":1,\"pages\":1,\"probes\":[{}]}",
        ])
    func `what is no answer is none`(text: String) throws {
        #expect(StatusAnswer(try JSON(parsing: Array(text.utf8))) == nil)
    }
}

extension SondeTests {
    /// `sonde top` where its output is no terminal.
    @Suite struct PlainTopTests {
        @Test func `the table of a running exporter is printed once`() throws {
            let sonde = try RunningSonde(["demo"])
            _ = try sonde.page(when: "a router that is down") {
                $0.value("probe_up", ["probe": "router"]) == 0
            }
            let address = "http://127.0.0.1:\(sonde.client.port)"
            let end = try Programs.sonde(["top", "--url=\(address)", "--query=server=plant"])
            #expect(end.status == 0)
            #expect(end.errors == "")
            let lines = end.output.split(separator: "\n")
            #expect(lines.first?.hasPrefix("Sonde desk   ") == true)
            #expect(lines.count { $0.contains("plant/") } == 9)
            #expect(lines.contains { $0.hasPrefix("Down") && $0.contains("plant/router") })
            #expect(!end.output.contains("\u{1b}") && !end.output.contains("shop/"))
        }

        @Test func `a configuration is run until each probe is known`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                """
                servers: [{name: s, probes: [{name: p, host: 127.0.0.1, port: 1, interval: 1h}]}]
                """)
            let end = try Programs.sonde(["top", "--config.file=\(file)"])
            #expect(end.status == 0)
            #expect(end.output.contains("1 of 1 need attention"))
            #expect(end.output.contains("Connection refused"))
        }

        @Test func `what cannot be asked is said, with 1 as the code`() throws {
            let end = try Programs.sonde(["top", "--url=http://127.0.0.1:1/below"])
            #expect(end.status == 1)
            #expect(end.output == "")
            let address = "http://127.0.0.1:1/below"
            #expect(
                end.errors == "sonde: \(address) cannot be asked: the connection was refused\n")
        }

        @Test(
            arguments: [
                (["--url=here"], "--url=here: "), (["--query=stat=up"], "there are q, state"),
                (["--url=http://a", "--config.file=b"], "do not go together"),
                (["--config.file=/nowhere.yml"], "/nowhere.yml"),
            ])
        func `a wrong command line is refused`(words: [String], complaint: String) throws {
            let end = try Programs.sonde(["top"] + words)
            #expect(end.status == 2)
            #expect(end.errors.contains(complaint), "\(end.errors)")
        }
    }
}
