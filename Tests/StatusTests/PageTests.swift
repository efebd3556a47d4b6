import Network
import Probes
import Testing
import Time
import Wire
import Workbench

@testable import Status

@Suite struct PageTests {
    static let now = WallTime(secondsSinceEpoch: 1_800_000_000)
    static let facts = SiteFacts(
        version: "1.2.3", gateway: "fra", telemetryPath: "/metrics", hasRunbook: true, now: now)

    /// What must not do anything in a page.
    static let hostile = "<script>alert(1)</script>\"'&\u{202e}\u{1b}[31m"

    static func probe(_ name: String = "p", _ condition: ProbeCondition = .up) -> ProbeSummary {
        ProbeSummary(
            ProbeNames(server: "s", name: name, target: "10.0.0.1:443"), condition: condition)
    }

    static func page(_ rows: [ProbeSummary], _ query: StatusQuery = StatusQuery()) -> String {
        let digests = rows.map { ProbeDigest(condition: $0.condition) }
        let selection = StatusSelection(query, rowsMax: 100, digests: digests) { rows[$0].names }
        let shown = selection.places.map { rows[$0] }
        return StatusPage(StatusList(query, selection, rows: shown, facts: facts)).html
    }

    static func hostileProbe() -> ProbeSummary {
        var names = ProbeNames(
            server: hostile, name: hostile, target: hostile, serverName: hostile)
        names.text = hostile
        names.owner = hostile
        names.site = hostile
        names.labels = [(hostile, hostile)]
        var probe = ProbeSummary(names, condition: .down)
        probe.failure = ProbeFailure(.unexpectedResponse, .exchange)
        probe.failure?.detail = hostile
        probe.failure?.step = hostile
        return probe
    }

    @Test(arguments: ["style", "script"])
    func `the policy names what stands in the page by its hash`(element: String) throws {
        let text = element == "style" ? StyleSheet.text : PageScript.text
        let hash = try OpenSSLDigest.base64(of: text)
        #expect(
            "\(ContentSecurityPolicy.text)".contains("\(element)-src 'sha256-\(hash)'"),
            "write \(element)-src 'sha256-\(hash)'")
        #expect(Self.page([Self.probe()]).contains("<\(element)>\(text)</\(element)>"))
    }

    @Test func `hostile texts are texts`() {
        let probe = Self.hostileProbe()
        let page = Self.page([probe])
        var detail = ProbeDetail(probe, timeout: .seconds(1))
        detail.captured = [Captured(name: "model", content: .text("\"" + Self.hostile))]
        for html in [page, ProbePage(detail, facts: Self.facts).html] {
            #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
            #expect(!html.contains("<script>alert"))
            #expect(!html.contains("\u{202e}") && !html.contains("\u{1b}"))
        }
    }

    @Test func `hostile words of a search stand in its field as text`() {
        var query = StatusQuery()
        query.search = "\"><script>alert(1)</script>"
        query.server = query.search
        let html = Self.page([Self.probe()], query)
        #expect(html.contains("value=\"&quot;&gt;&lt;script&gt;"))
        #expect(!html.contains("<script>alert"))
    }

    @Test func `a form sends back what it was sent, also what is not shown`() throws {
        let query = try StatusQuery(
            "server=%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB&limit=20&probe=%E2%80%AE&q=a%26%22")
        let html = Self.page([Self.probe()], query)
        #expect(html.contains("<option value=\"👩&#x200d;💻\" selected>👩\\u{200D}💻</option>"))
        #expect(html.contains("<input type=\"hidden\" name=\"probe\" value=\"&#x202e;\">"))
        #expect(html.contains("<input type=\"hidden\" name=\"limit\" value=\"20\">"))
        #expect(html.contains("name=\"q\" value=\"a&amp;&quot;\""))
    }

    @Test func `a server is headed by the owner whom all its probes have, or by none`() {
        var probes = (0..<3).map { Self.probe("p\($0)") }
        for place in probes.indices {
            probes[place].names.owner = "shop-team"
            probes[place].names.site = "fra"
        }
        #expect(Self.page(probes).contains("<bdi>3</bdi> · <bdi>shop-team</bdi> · <bdi>fra</bdi>"))
        probes[1].names.owner = "dba-team"
        probes[1].condition = .down
        let html = Self.page(probes)
        #expect(html.contains("<bdi>1 of 3 need attention</bdi> · <bdi>fra</bdi>"))
        #expect(!html.contains("<bdi>shop-team</bdi>") && !html.contains("<bdi>dba-team</bdi>"))
    }

    @Test func `a chart of successes that were not measured names no longest`() {
        let attempt = AttemptRecord(.success, at: Self.now, duration: nil)
        let html = AttemptChart(attempts: [attempt, attempt]).html
        #expect(html.contains("M0 98h8v2h-8z"))
        #expect(!html.contains("longest"))
    }

    @Test func `a row says why, since when, and what comes next`() {
        var probe = Self.probe("db", .down)
        probe.failure = ProbeFailure(.timeout, .tls)
        probe.since = Self.now + .seconds(-190)
        probe.nextAttempt = Self.now + .seconds(12)
        probe.certificateExpiry = Self.now + .seconds(10 * 86_400)
        probe.expiryWarnings = ExpiryWarnings(warning: .seconds(21 * 86_400))
        let html = Self.page([probe])
        #expect(html.contains("No answer in time in the TLS handshake · for 3 min"))
        #expect(html.contains("<td class=\"certificate number warn\">10 d</td>"))
        #expect(html.contains("in 12 s"))
        #expect(html.contains("<title>(1) Sonde</title>"))
        #expect(html.contains("1 of 1 probe needs attention."))
    }

    @Test func `nothing to show is said`() {
        #expect(Self.page([]).contains("The configuration has no probes that run here."))
        var query = StatusQuery()
        query.search = "nobody"
        #expect(Self.page([Self.probe()], query).contains("No probe is like that."))
        query = StatusQuery()
        query.page = 7
        #expect(Self.page([Self.probe()], query).contains("To the first"))
    }

    @Test func `pages say which probes they hold, however many that are`() throws {
        let probes = (0..<25).map { Self.probe("p\($0)") }
        let query = try StatusQuery("page=2&limit=10")
        let digests = probes.map { ProbeDigest(condition: $0.condition) }
        let selection = StatusSelection(query, rowsMax: 10, digests: digests) { probes[$0].names }
        let shown = selection.places.map { probes[$0] }
        let html = StatusPage(
            StatusList(query, selection, rows: shown, facts: Self.facts)
        ).html
        #expect(html.contains("11 to 20 of 25"))
        #expect(html.contains("<a rel=\"prev\" href=\"/?limit=10\">"))
        #expect(html.contains("<a rel=\"next\" href=\"/?page=3&amp;limit=10\">"))
    }

    @Test func `trouble of ours is no fault of the target`() {
        var probe = Self.probe("db", .up)
        probe.attempts = [AttemptRecord(.inconclusive(.localRoute), at: Self.now, duration: nil)]
        let html = Self.page([probe])
        #expect(html.contains("Cannot tell now: No route from here"))
        #expect(!html.contains("class=\"why\"") && !html.contains("class=\"alarm\""))
        #expect(html.contains("Last 1 attempt: 0 succeeded, 1 said nothing"))
    }

    @Test func `every reason has words of its own`() {
        let words = FailureReason.allCases.map(\.words) + InconclusiveReason.allCases.map(\.words)
        #expect(Set(words).count == words.count)
    }

    @Test(
        arguments: [
            (0, "0 s"), (59, "59 s"), (60, "1 min"), (3_600, "1 h"), (7_500, "2 h 5 min"),
            (100_800, "1 d 4 h"), (20 * 86_400 + 3_600, "20 d"), (-5, "0 s"),
        ])
    func `spans are told in one or two units`(seconds: Int64, text: String) {
        #expect(SpanText.words(.seconds(seconds)) == text)
    }

    @Test(
        arguments: [
            (0, "0.00 ms"), (214, "0.21 ms"), (999, "1.00 ms"), (3_449, "3.4 ms"),
            (9_999, "10.0 ms"), (123_500, "124 ms"), (1_250_000, "1.25 s"), (61_000_000, "1 min"),
        ])
    func `measured times have two or three digits`(microseconds: Int64, text: String) {
        #expect(SpanText.measured(.microseconds(microseconds)) == text)
    }
}
