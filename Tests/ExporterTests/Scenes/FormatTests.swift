import Configuration
import Exporter
import Network
import Simulation
import Synchronization
import Testing
import Time

/// In which form the metrics are handed out to whom.
struct FormatTests {
    private static let text = "text/plain; version=0.0.4; charset=utf-8; escaping="
    private static let openMetrics =
        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping="
    private static let message =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; "
        + "encoding=delimited; escaping="
    private static let askedMessage =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"

    private static func scene(_ compressor: (any Compressor)? = nil) throws -> ExporterScene {
        try ExporterScene(
            Target.world(), Settings(probes: [Target.probe()]), compressor: compressor)
    }

    private static func head(_ answer: [UInt8]) -> String {
        let text = String(decoding: answer, as: UTF8.self)
        return String(text[..<(text.firstRange(of: "\r\n\r\n")?.lowerBound ?? text.endIndex)])
    }

    private static func answers(_ scene: ExporterScene, _ requests: [[String]]) -> [[UInt8]] {
        scene.run {
            var answers: [[UInt8]] = []
            for request in requests {
                answers.append(await scene.request(request[0], request.dropFirst().joined()))
            }
            return answers
        }
    }

    /// What Prometheus 2.42, 2.53 and 3.5 send, with and without native histograms, and others.
    private static let asked: [(accept: String, type: String)] = [
        (
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;"
                + "q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", openMetrics + "underscores"
        ),
        (
            askedMessage
                + ",application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;"
                + "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            message + "underscores"
        ),
        (
            askedMessage
                + ";q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;"
                + "escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
            message + "underscores"
        ),
        (
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;"
                + "escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            openMetrics + "allow-utf-8"
        ),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", text + "underscores"),
        ("*/*", text + "underscores"), ("text/*;q=0.1", text + "underscores"),
        ("", text + "underscores"), ("image/png", text + "underscores"),
        (";;;,,,=;q", text + "underscores"), ("\"", text + "underscores"),
        ("text/plain;q=0, */*;q=0", text + "underscores"),
        ("text/plain; version=1.0.0", text + "underscores"),
        ("APPLICATION/OpenMetrics-Text ; Version=\"0.0.1\"", openMetrics + "underscores"),
        ("application/openmetrics-text;escaping=dots", openMetrics + "dots"),
        ("application/openmetrics-text;escaping=none", openMetrics + "underscores"),
        ("application/openmetrics-text;version=2.0.0", text + "underscores"),
        ("application/openmetrics-text;q=0,text/plain;q=0.1", text + "underscores"),
        ("application/openmetrics-text;q=x,text/plain;q=0.1", text + "underscores"),
        ("application/vnd.google.protobuf", text + "underscores"),
        (askedMessage.replacing("delimited", with: "text"), text + "underscores"),
        (askedMessage + ";escaping=values", message + "values"),
    ]

    @Test func `each reader gets what it wants most, and nobody nothing`() throws {
        let scene = try Self.scene()
        let answers = Self.answers(
            scene, Self.asked.map { ["GET /metrics HTTP/1.1", "Accept: \($0.accept)"] })
        for (asked, answer) in zip(Self.asked, answers) {
            let head = Self.head(answer)
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(asked.accept)")
            #expect(head.contains("\r\nContent-Type: \(asked.type)\r\n"), "\(asked.accept)")
            #expect(head.contains("\r\nVary: Accept, Accept-Encoding"))
            #expect(!head.contains("Content-Encoding"))
        }
    }

    @Test func `families are asked for by name`() throws {
        let scene = try Self.scene()
        let answers = Self.answers(
            scene,
            [
                ["GET /metrics?name[]=probe_up&name%5B%5D=probe_attempts_total HTTP/1.0"],
                ["GET /metrics?name[]=none HTTP/1.0"], ["GET /metrics?other=1 HTTP/1.0"],
                ["GET /metrics?name[]=%FF HTTP/1.0"],
            ]
        ).map { String(decoding: $0, as: UTF8.self) }
        #expect(answers[0].contains("\n# TYPE probe_attempts_total counter\n"))
        #expect(answers[0].count { $0 == "#" } == 2)
        #expect(answers[1].hasSuffix("\r\n\r\n"))
        #expect(answers[2].contains("sonde_build_info"))
        #expect(answers[3].hasPrefix("HTTP/1.1 400 Bad Request"))
        #expect(answers[3].contains("ask for a family with name[]=FAMILY"))
    }

    @Test(
        arguments: [
            ("gzip", true), ("gzip;q=0.5, br", true), ("GZIP", true), ("*", true), ("", false),
            ("identity", false), ("gzip;q=0", false), ("*, gzip;q=0", false), ("br", false),
        ])
    func `who takes gzip gets it, and nobody else`(asked: String, isCompressed: Bool) throws {
        let scene = try Self.scene(Quoting())
        let answer = Self.answers(
            scene, [["GET /metrics HTTP/1.1", "Accept-Encoding: \(asked)"]])[0]
        let head = Self.head(answer)
        #expect(head.contains("Content-Encoding: gzip") == isCompressed)
        #expect(head.contains("Content-Length: ") == isCompressed)
        let text = String(decoding: answer, as: UTF8.self)
        #expect(text.contains("\r\n\r\n<# HELP") == isCompressed)
        #expect(text.hasSuffix(">") == isCompressed)
    }

    @Test func `where nothing can be compressed the page comes as it is`() throws {
        let refused = Self.answers(
            try Self.scene(Refusing()), [["GET /metrics HTTP/1.1", "Accept-Encoding: gzip"]])[0]
        #expect(!Self.head(refused).contains("Content-Encoding"))
        #expect(String(decoding: refused, as: UTF8.self).contains("sonde_build_info"))
    }

    @Test func `a page of very many rows is compressed while it is sent`() throws {
        let world = Target.world()
        let probes = (0...ExporterLimits.sharedPageRowsMax).map { number in
            var probe = Target.probe()
            probe.name = "p\(number)"
            probe.histograms = []
            return probe
        }
        let compressor = Quoting()
        let scene = try ExporterScene(world, Settings(probes: probes), compressor: compressor)
        let (compressed, plain) = scene.run {
            let line = "GET /metrics?name[]=probe_attempts_total HTTP/1.0"
            return (await scene.request(line, "Accept-Encoding: gzip"), await scene.request(line))
        }
        let head = Self.head(compressed)
        #expect(head.contains("Content-Encoding: gzip") && !head.contains("Content-Length"))
        let body = compressed.dropFirst(head.utf8.count + 4)
        #expect(body.first == UInt8(ascii: "<") && body.last == UInt8(ascii: ">"))
        let text = plain.dropFirst(Self.head(plain).utf8.count + 4)
        #expect(body.count == text.count + 2)
        #expect(text.count { $0 == UInt8(ascii: "\n") } == probes.count + 2)
        #expect(compressor.count == 1)
    }

    @Test func `a head has no body, and nothing is compressed for it`() throws {
        let compressor = Quoting()
        let scene = try Self.scene(compressor)
        let answer = Self.answers(
            scene, [["HEAD /metrics HTTP/1.1", "Accept-Encoding: gzip"]])[0]
        #expect(Self.head(answer).hasPrefix("HTTP/1.1 200 OK"))
        #expect(Self.head(answer).contains("Content-Encoding: gzip"))
        #expect(answer.suffix(4).elementsEqual("\r\n\r\n".utf8))
        #expect(compressor.count == 0)
    }

    @Test func `readers that come at the same time have one page made, for each form one`() throws {
        let compressor = Quoting()
        let world = Target.world()
        let scene = try ExporterScene(
            world, Settings(probes: [Target.probe()]), compressor: compressor,
            pageWorker: SlowWorker(loop: world.loop))
        let pages = scene.run {
            await withTaskGroup(of: [UInt8].self, returning: [[UInt8]].self) { group in
                for number in 0..<6 {
                    let accept = number < 3 ? "text/plain" : "application/openmetrics-text"
                    group.addTask {
                        await scene.request(
                            "GET /metrics HTTP/1.1", "Accept-Encoding: gzip", "Accept: \(accept)")
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(pages.count == 6)
        #expect(pages.allSatisfy { Self.head($0).contains("Content-Encoding: gzip") })
        #expect(Set(pages.map { String(decoding: $0, as: UTF8.self) }).count == 2)
        #expect(compressor.count == 2)
    }
}

/// Puts angle brackets around what is not compressed at all.
private final class Quoting: Compressor {
    private let calls = Mutex(0)

    var count: Int { calls.withLock { $0 } }

    func begin() -> (any CompressedText)? {
        calls.withLock { $0 += 1 }
        return Quoted()
    }
}

private final class Quoted: CompressedText {
    private let hasBegun = Mutex(false)

    func append(_ bytes: [UInt8], isLast: Bool, to result: inout [UInt8]) {
        let isFirst = hasBegun.withLock { hasBegun in
            defer { hasBegun = true }
            return !hasBegun
        }
        if isFirst { result += "<".utf8 }
        result += bytes
        if isLast { result += ">".utf8 }
    }
}

/// Takes a second before it begins.
private struct SlowWorker: BackgroundWorker {
    let loop: SimulatedLoop

    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        _ = await loop.sleep(until: loop.now + .seconds(1))
        return work()
    }
}

/// Has no memory.
private struct Refusing: Compressor {
    func begin() -> (any CompressedText)? { nil }
}
