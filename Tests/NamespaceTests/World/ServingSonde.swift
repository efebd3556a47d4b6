import Workbench

/// The exporter in a network, with a page that is read there.
final class ServingSonde: Sendable {
    let child: ChildProcess
    private let network: NetworkNamespace
    private let folder: TemporaryFolder
    private let port: Int

    struct NoAddress: Error {
        let log: String
    }

    /// Starts it with these probes, each a line of YAML, and waits until it listens.
    init(
        in network: NetworkNamespace, defaults: String, probes: [String],
        descriptorsMax: Int? = nil
    ) throws {
        self.network = network
        folder = try TemporaryFolder()
        let head = ["defaults: {\(defaults)}", "servers:", "  - name: web", "    probes:"]
        let lines = head + probes.map { "      - {\($0)}" }
        let file = try folder.write("sonde.yml", lines.joined(separator: "\n") + "\n")
        child = try network.start(
            Programs.sonde, ["--config.file=\(file)", "--web.listen-address=127.0.0.1:0"],
            descriptorsMax: descriptorsMax)
        let mark = "msg=Listening address=127.0.0.1:"
        try child.waitForText(mark, on: .errors)
        let log = child.heard(.errors)
        guard let start = log.firstRange(of: mark)?.upperBound,
            let port = Int(log[start...].prefix { $0.isNumber })
        else { throw NoAddress(log: log) }
        self.port = port
    }

    /// Reads the metrics, from a port that the kernel gives to nobody.
    func page() throws -> MetricsPage {
        let url = "http://127.0.0.1:\(port)/metrics"
        let words = ["--silent", "--show-error", "--fail", "--local-port", "61001-65535", url]
        return try MetricsPage(try network.run("/usr/bin/curl", words))
    }

    /// Changes what the kernel allows it while it runs, prlimit(2).
    func limitDescriptors(to count: Int) throws {
        let words = ["--pid", "\(child.identifier)", "--nofile=\(count):"]
        _ = try Programs.run("/usr/bin/prlimit", words)
    }

    /// Reads the metrics until they are as wanted.
    func page(
        when what: String, within seconds: Int = 60, _ isThere: (MetricsPage) -> Bool
    ) throws -> MetricsPage {
        var found: MetricsPage?
        try child.wait(for: what, within: seconds) { _ in
            let page = try page()
            if isThere(page) { found = page }
            return found != nil
        }
        return try found ?? page()
    }
}

extension MetricsPage {
    /// How many attempts failed for which reasons; what never happened is left out.
    var failures: [String: Double] { counts("probe_failure_reasons_total") }

    /// How many attempts say nothing for which reasons; what never happened is left out.
    var inconclusive: [String: Double] { counts("sonde_inconclusive_total") }

    private func counts(_ name: String) -> [String: Double] {
        var counts: [String: Double] = [:]
        for sample in samples(name) where sample.value > 0 {
            counts[sample.labels["reason"] ?? "", default: 0] += sample.value
        }
        return counts
    }
}
