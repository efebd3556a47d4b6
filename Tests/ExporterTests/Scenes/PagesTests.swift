import Configuration
import Exporter
import Simulation
import Testing
import Time

/// The pages as a reader gets them over the network.
struct PagesTests {
    private static func scene(
        gateway: String? = nil, telemetryPath: String = "/metrics"
    ) throws -> ExporterScene {
        try ExporterScene(
            Target.world(), Settings(gateway: gateway, probes: [Target.probe()]),
            telemetryPath: telemetryPath)
    }

    /// The answers to requests of these first lines, one after the other.
    private static func answers(
        _ scene: ExporterScene, _ lines: String...
    ) -> [String] {
        scene.run {
            var answers: [String] = []
            for line in lines {
                answers.append(String(decoding: await scene.request(line), as: UTF8.self))
            }
            return answers
        }
    }

    private static func body(_ answer: String) -> Substring {
        guard let end = answer.firstRange(of: "\r\n\r\n") else { return "" }
        return answer[end.upperBound...]
    }

    @Test func `each page is found at its path`() throws {
        let answers = Self.answers(
            try Self.scene(), "GET / HTTP/1.1", "GET /-/healthy HTTP/1.1", "GET /-/ready HTTP/1.1",
            "GET /metrics HTTP/1.1")
        for answer in answers { #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(answer)") }
        #expect(answers[0].contains("Content-Type: text/html; charset=utf-8\r\n"))
        #expect(answers[0].contains("Content-Security-Policy: default-src 'none'"))
        #expect(answers[0].contains("<a href=\"/metrics\">"))
        #expect(answers[0].contains("Sonde 1.2.3 "))
        #expect(Self.body(answers[1]) == "Healthy\n")
        #expect(Self.body(answers[2]) == "Ready\n")
        #expect(
            answers[3].contains(
                "Content-Type: text/plain; version=0.0.4; charset=utf-8; escaping=underscores\r\n"))
        #expect(answers[3].contains("Transfer-Encoding: chunked\r\n"))
        #expect(answers[3].hasSuffix("\r\n0\r\n\r\n"))
    }

    @Test func `a path without a page is not found, and other methods are not allowed`() throws {
        let answers = Self.answers(
            try Self.scene(), "GET /nothing HTTP/1.1", "GET /metrics/ HTTP/1.1",
            "POST /metrics HTTP/1.1", "DELETE / HTTP/1.1")
        #expect(answers[0].hasPrefix("HTTP/1.1 404 "))
        #expect(answers[1].hasPrefix("HTTP/1.1 404 "))
        for answer in answers[2...] {
            #expect(answer.hasPrefix("HTTP/1.1 405 "))
            #expect(answer.contains("Allow: GET, HEAD\r\n"))
        }
    }

    @Test(arguments: ["/", "/metrics", "/-/healthy", "/-/ready"])
    func `HEAD has the head of GET and no body`(path: String) throws {
        let answers = Self.answers(
            try Self.scene(), "GET \(path) HTTP/1.1", "HEAD \(path) HTTP/1.1")
        #expect(answers[1].hasSuffix("\r\n\r\n"))
        #expect(answers[0].hasPrefix(answers[1]))
        #expect(answers[0].utf8.count > answers[1].utf8.count)
    }

    @Test func `a query is no part of the path`() throws {
        let answers = Self.answers(try Self.scene(), "GET /-/ready?verbose=1 HTTP/1.1")
        #expect(answers[0].hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test func `answers are counted by page and code`() throws {
        let scene = try Self.scene()
        let answer = scene.run {
            for line in [
                "GET / HTTP/1.1", "HEAD / HTTP/1.1", "GET /x HTTP/1.1", "nonsense",
                "POST /metrics HTTP/1.1", "GET /-/ready HTTP/1.1",
            ] {
                _ = await scene.request(line)
            }
            _ = await scene.metrics()
            return await scene.metrics()
        }
        let page = try MetricsPage(answer)
        let expected: [(String, String, Double)] = [
            ("status", "200", 2), ("unknown", "404", 1), ("server", "400", 1),
            ("metrics", "405", 1), ("ready", "200", 1), ("metrics", "200", 1),
        ]
        for (handler, code, count) in expected {
            let series = "sonde_http_requests_total{handler=\"\(handler)\",code=\"\(code)\"}"
            #expect(page[series] == count, "\(series)")
        }
        #expect(page["sonde_exposition_bytes"] ?? 0 > 1_000)
        #expect(page["sonde_open_descriptors{kind=\"http\"}"] == 1)
    }

    @Test func `another path for the metrics is linked and served`() throws {
        let answers = Self.answers(
            try Self.scene(telemetryPath: "/probes"), "GET / HTTP/1.1", "GET /probes HTTP/1.0",
            "GET /metrics HTTP/1.1")
        #expect(answers[0].contains("<a href=\"/probes\">"))
        #expect(answers[1].contains("probe_attempts_total{"))
        #expect(answers[2].hasPrefix("HTTP/1.1 404 "))
    }

    @Test func `the metrics may stand in the place of the status page`() throws {
        let answers = Self.answers(try Self.scene(telemetryPath: "/"), "GET / HTTP/1.0")
        #expect(answers[0].contains("probe_attempts_total{"))
    }

    @Test func `the status page shows the name of the gateway as text`() throws {
        let answers = Self.answers(
            try Self.scene(gateway: "<b>\"fra&1\"</b>"), "GET / HTTP/1.1")
        #expect(answers[0].contains("<bdi>&lt;b&gt;&quot;fra&amp;1&quot;&lt;/b&gt;</bdi>"))
        #expect(!answers[0].contains("<b>\""))
    }

    @Test func `readers at the same time all get a whole page`() throws {
        let scene = try ExporterScene(Target.world(), Settings(probes: Target.probes(300)))
        let answers = scene.run {
            await scene.sleep(.seconds(15))
            // The first page is counted, and so changes the next one.
            _ = await scene.metrics()
            return await withTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<8 { group.addTask { await scene.metrics() } }
                var answers: [[UInt8]] = []
                for await answer in group { answers.append(answer) }
                return answers
            }
        }
        let pages = try answers.map { try MetricsPage($0) }
        #expect(pages.count == 8)
        for page in pages {
            #expect(page.series.count == pages[0].series.count)
            #expect(page.sum("probe_attempts_total") >= 300)
        }
    }
}
