import FaultServers
import Testing
import Workbench

/// Debian's blackbox_exporter on a free port, with one module for each comparison.
struct BlackboxExporter {
    static let program = "/usr/bin/prometheus-blackbox-exporter"

    private let child: ChildProcess
    private let client: HTTPClient
    private let folder: TemporaryFolder

    /// Starts it; each module is what stands under its name, with an attempt of at most `timeout`.
    init(_ modules: [(name: String, tcp: String)], timeout: String) throws {
        let folder = try TemporaryFolder()
        try self.init(
            file: folder.write("blackbox.yml", Self.configuration(modules, timeout: timeout)),
            in: folder)
    }

    /// Starts it with a configuration that is there.
    init(file: String, in folder: TemporaryFolder) throws {
        self.folder = folder
        // Somebody else may take a free port before it does; then it ends, and the test says so.
        let port = TCPFaultServer(.refuse).port
        child = try ChildProcess(
            Self.program, ["--config.file=\(file)", "--web.listen-address=127.0.0.1:\(port)"])
        try child.waitForText("Listening on", on: .errors)
        client = HTTPClient(port: port)
    }

    /// What it is told of them.
    static func configuration(
        _ modules: [(name: String, tcp: String)], timeout: String
    ) -> String {
        let text = modules.map { name, tcp in
            "  \(name):\n    prober: tcp\n    timeout: \(timeout)\n    tcp:\n"
                + "      preferred_ip_protocol: ip4\n"
                + tcp.split(separator: "\n").map { "      \($0)\n" }.joined()
        }
        return "modules:\n" + text.joined()
    }

    /// Whether it says that the probe succeeded; nil where it has no answer.
    func isSuccess(_ module: String, port: UInt16, scrapeSeconds: Int = 30) throws -> Bool? {
        let response: HTTPClient.Response
        do {
            response = try client.get(
                "/probe?module=\(module)&target=127.0.0.1:\(port)",
                fields: ["X-Prometheus-Scrape-Timeout-Seconds: \(scrapeSeconds)"])
        } catch HTTPClient.Failure.malformed {
            // A handler that panics closes the connection.
            return nil
        }
        guard response.status == 200 else { return nil }
        return try MetricsPage(response.body).value("probe_success").map { $0 == 1 }
    }
}

extension Trait where Self == ConditionTrait {
    static var needsBlackboxExporter: Self {
        .needs(BlackboxExporter.program, of: "prometheus-blackbox-exporter")
    }
}
