import Workbench

/// What one `sonde probe` found in a network.
struct Attempt: CustomStringConvertible {
    let outcome: Outcome
    /// The address that was tried last.
    let address: String?
    let durationSeconds: Double
    /// All that it wrote.
    let report: JSONText
    private let end: ChildProcess.End

    enum Outcome: Equatable, CustomStringConvertible {
        case success
        case failure(String, phase: String)
        case inconclusive(String)

        static let refused = failure("refused", phase: "connect")
        static let timeout = failure("timeout", phase: "connect")
        static let hostUnreachable = failure("host_unreachable", phase: "connect")
        static let networkUnreachable = failure("network_unreachable", phase: "connect")
        static let nameTimeout = failure("dns_timeout", phase: "resolve")
        static let tooFewAddresses = failure("too_few_addresses", phase: "connect")
        static let localRoute = inconclusive("local_route")

        /// Reads what a report says of the whole, or of one address; nil where it is none.
        init?(_ report: JSONText) {
            let reason = report["reason"]?.text
            switch (report["verdict"]?.text, reason, report["phase"]?.text) {
            case ("success", nil, nil): self = .success
            case ("failure", let reason?, let phase?): self = .failure(reason, phase: phase)
            case ("inconclusive", let reason?, nil): self = .inconclusive(reason)
            default: return nil
            }
        }

        var description: String {
            switch self {
            case .success: "success"
            case .failure(let reason, let phase): "\(reason) in phase \(phase)"
            case .inconclusive(let reason): "inconclusive, \(reason)"
            }
        }
    }

    /// A line that is no report: what went wrong with the program.
    struct NoReport: Error {
        let end: ChildProcess.End
    }

    /// Asks the port of an address.
    init(
        in network: NetworkNamespace, to address: String, _ family: Family,
        port: Int = HostServer.openPort
    ) throws {
        let target = "tcp://\(family.bracketed(address)):\(port)"
        try self.init(Self.endOfProbe([target], in: network))
    }

    /// Asks the only probe of a configuration; names are in `hosts`, as in hosts(5), or those of a
    /// name server.
    init(
        in network: NetworkNamespace, probe: String, hosts: [String] = [],
        resolver: String = "127.0.0.1", sandbox: Sandbox = .none
    ) throws {
        let folder = try TemporaryFolder()
        let text =
            "resolvers: [\"\(resolver)\"]\n"
            + "servers: [{name: web, probes: [{name: port, \(probe)}]}]\n"
        let file = try folder.write("sonde.yml", text)
        let lines = ["127.0.0.1 localhost"] + hosts
        let hostsFile = try folder.write("hosts", lines.joined(separator: "\n") + "\n")
        try self.init(
            Self.endOfProbe(
                ["--config.file=\(file)", "web/port"], in: network, hostsFile: hostsFile,
                sandbox: sandbox))
    }

    /// Runs until the machine did not keep the prober waiting, which it says itself.
    private static func endOfProbe(
        _ words: [String], in network: NetworkNamespace, hostsFile: String? = nil,
        sandbox: Sandbox = .none
    ) throws -> ChildProcess.End {
        let command = sandbox.words + [Programs.sonde, "probe", "--format=json"]
        var attemptsLeft = 20
        while true {
            let child = try network.start(
                command[0], command.dropFirst() + words, hostsFile: hostsFile)
            let end = try child.end()
            attemptsLeft -= 1
            guard end.output.contains("\"stalled\""), attemptsLeft > 0 else { return end }
        }
    }

    /// Reads what a probe has written.
    init(_ end: ChildProcess.End) throws {
        self.end = end
        do { report = try JSONText(end.output) } catch { throw NoReport(end: end) }
        guard let outcome = Outcome(report) else { throw NoReport(end: end) }
        self.outcome = outcome
        address = report["address"]?.text
        durationSeconds = report["duration_seconds"]?.number ?? .infinity
    }

    /// How each address ended, where all were attempted.
    var outcomes: [String: Outcome] {
        var outcomes: [String: Outcome] = [:]
        for report in self.report["addresses"]?.elements ?? [] {
            if let address = report["address"]?.text { outcomes[address] = Outcome(report) }
        }
        return outcomes
    }

    var description: String { end.output + end.errors }
}
