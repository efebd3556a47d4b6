import FaultServers

/// A real Prometheus that scrapes exporters of loopback every second.
package final class RunningPrometheus: Sendable {
    private let server: RealServer
    private let client: HTTPClient

    /// A sample that a query has found.
    package struct Sample: Sendable {
        package var labels: [String: String]
        package var value: Double
    }

    package struct NoAnswer: Error {
        package let text: String
    }

    /// Scrapes the exporters at these ports.
    package convenience init(_ ports: [UInt16]) throws {
        try self.init(ports, jobs: [("sonde", "/metrics")])
    }

    /// Scrapes these paths at the ports, each as a job of its name.
    package convenience init(
        _ ports: [UInt16], paths: [String], options: [String]
    ) throws {
        try self.init(ports, jobs: paths.map { ($0, $0) }, options: options)
    }

    private init(
        _ ports: [UInt16], jobs: [(name: String, path: String)], options: [String] = []
    ) throws {
        let targets = ports.map { "\"127.0.0.1:\($0)\"" }.joined(separator: ", ")
        let configs = jobs.map { name, path in
            "  - {job_name: \(name), metrics_path: \(path), "
                + "static_configs: [{targets: [\(targets)]}]}"
        }.joined(separator: "\n")
        server = try RealServer.atFreePort { port, folder in
            let file = try folder.write(
                "prometheus.yml",
                """
                global: {scrape_interval: 1s}
                scrape_configs:
                \(configs)
                """)
            let child = try ChildProcess(
                Programs.prometheus,
                [
                    "--config.file=\(file)", "--storage.tsdb.path=\(folder.path)/data",
                    "--web.listen-address=127.0.0.1:\(port)",
                ] + options)
            try child.waitForText("Server is ready to receive web requests", on: .errors)
            return child
        }
        client = HTTPClient(port: server.port)
    }

    /// What an instant query finds.
    package func vector(_ query: String) throws -> [Sample] {
        let answer = try client.get("/api/v1/query?query=\(Self.encoded(query))")
        let json = try JSONText(answer.body)
        guard json["status"]?.text == "success", let result = json["data"]?["result"] else {
            throw NoAnswer(text: answer.body)
        }
        return try result.elements.map { element in
            guard case .object(let labels)? = element["metric"],
                let value = element["value"]?.elements.last?.text.flatMap(Double.init)
            else { throw NoAnswer(text: answer.body) }
            return Sample(labels: labels.compactMapValues(\.text), value: value)
        }
    }

    /// Asks until something is found.
    package func wait<Found>(
        for what: String, within seconds: Int = 60, _ look: (RunningPrometheus) throws -> Found?
    ) throws -> Found {
        var found: Found?
        try server.child.wait(for: what, within: seconds, askingEvery: 200) { _ in
            found = try look(self)
            return found != nil
        }
        guard let found else { throw NoAnswer(text: what) }
        return found
    }

    /// Series of probes that more than one instance has, and samples that were refused as
    /// duplicates.
    package func duplicatedSeries() throws -> [String] {
        var seen: Set<[String: String]> = []
        let twice = try vector("{__name__=~\"probe_.*\"}").filter { sample in
            !seen.insert(sample.labels.filter { $0.key != "instance" }).inserted
        }
        let counts = "sample_(duplicate_timestamp|out_of_order)_total"
        let refused = try vector("{__name__=~\"prometheus_target_scrapes_\(counts)\"} > 0")
        return (twice + refused).map { "\($0.labels)" }
    }

    /// RFC 3986 section 2.1.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
                || (0x61...0x7a).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(Unicode.Scalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
