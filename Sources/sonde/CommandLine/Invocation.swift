import Configuration
import Exporter
import Kernel
import Network
import Scheduling

/// What the user wants.
enum Invocation {
    /// Probe and serve, until told to end.
    case serve(configuration: String, ServeOptions)
    /// Look at configurations.
    case check([String])
    /// Tell what one configuration changes of another.
    case compare(old: String, new: String)
    /// Make one attempt.
    case probe(ProbeOrder)
    /// List what can be said.
    case services(ReportFormat)
    /// Say how available probes were.
    case report(ReportOrder)
    /// Say which alert watches which probe.
    case rules(configuration: String, ReportFormat)
    /// Write a configuration in the place of somebody else's.
    case importBlackbox(modules: String, prometheus: String)
    /// Show how probes stand, in a terminal.
    case top(TopOrder)
    /// Show what this is, without anything to set up.
    case demo(ServeOptions)
    /// Print the version.
    case version
    /// Print how to use a command.
    case help(Command)

    /// Understands the words after the program's name.
    init(_ words: [String]) throws(UsageError) {
        let command = words.first.flatMap { Command(rawValue: $0) } ?? .serve
        let rest =
            command == .serve && words.first != Command.serve.rawValue
            ? words : Array(words.dropFirst())
        let values = try FlagValues(rest, allowed: command.flags)
        if values.has(.help) {
            self = .help(command)
        } else if values.has(.version) {
            self = .version
        } else {
            self = try command.invocation(values)
        }
    }
}

/// The commands; without one it is ``serve``.
enum Command: String, CaseIterable {
    case serve
    case check
    case probe
    case services
    case report
    case rules
    case `import`
    case top
    case demo

    var flags: [Flag] {
        switch self {
        case .serve:
            [
                .configFile, .autoReload, .eventsFile, .eventsMaxSize, .eventsMaxFiles,
                .listenAddress, .telemetryPath, .enableLifecycle,
                .gateway, .shard,
            ]
                + Flag.log
                + [.version, .help]
        case .check: [.diff, .help]
        case .probe: [.service, .startTLS, .configFile, .format, .verbose, .help]
        case .services: [.format, .help]
        case .report: [.events, .from, .to, .reportFormat, .help]
        case .rules: [.configFile, .format, .help]
        case .import: [.modules, .prometheus, .help]
        case .top: [.url, .shownConfigFile, .query, .help]
        case .demo: [.listenAddress, .telemetryPath] + Flag.log + [.help]
        }
    }

    fileprivate func invocation(_ values: FlagValues) throws(UsageError) -> Invocation {
        switch self {
        case .serve:
            try refuseArguments(values)
            return .serve(
                configuration: values.value(of: .configFile) ?? "sonde.yml",
                try ServeOptions(values, defaultAddress: ":10190"))
        case .check:
            guard !values.arguments.isEmpty else {
                throw UsageError("check needs at least one file: sonde check sonde.yml")
            }
            if values.has(.diff) { return try comparison(values.arguments) }
            return .check(values.arguments)
        case .probe:
            return .probe(try ProbeOrder(values))
        case .services:
            try refuseArguments(values)
            return .services(try values.choice(of: .format) ?? .text)
        case .report:
            try refuseArguments(values)
            return .report(try ReportOrder(values))
        case .rules:
            try refuseArguments(values)
            return .rules(
                configuration: values.value(of: .configFile) ?? "sonde.yml",
                try values.choice(of: .format) ?? .text)
        case .import:
            return try importOrder(values)
        case .top:
            try refuseArguments(values)
            return .top(try TopOrder(values))
        case .demo:
            try refuseArguments(values)
            return .demo(try ServeOptions(values, defaultAddress: "127.0.0.1:10190"))
        }
    }

    private func importOrder(_ values: FlagValues) throws(UsageError) -> Invocation {
        guard values.arguments == ["blackbox"], let modules = values.value(of: .modules),
            let prometheus = values.value(of: .prometheus)
        else {
            throw UsageError(
                "import needs to know of whom, and two files: sonde import blackbox "
                    + "--modules=blackbox.yml --prometheus=prometheus.yml")
        }
        return .importBlackbox(modules: modules, prometheus: prometheus)
    }

    private func comparison(_ files: [String]) throws(UsageError) -> Invocation {
        guard files.count == 2 else {
            throw UsageError("check --diff needs two files: sonde check --diff old.yml new.yml")
        }
        return .compare(old: files[0], new: files[1])
    }

    private func refuseArguments(_ values: FlagValues) throws(UsageError) {
        guard let word = values.arguments.first else { return }
        let commands = Command.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError(
            self == .serve
                ? "unknown command \"\(word)\"; the commands are \(commands)"
                : "\(rawValue) takes no \"\(word)\"")
    }
}

/// How the pages are served and what is logged.
struct ServeOptions {
    var addresses: [Endpoint]
    var telemetryPath: String
    var gateway: GatewayOverride?
    var shard: Shard?
    /// Whether the configuration may be read again by a request.
    var acceptsRequests: Bool
    /// Whether it is read again by itself.
    var followsFiles: Bool
    /// Where events are written; nil where they are not.
    var events: EventOptions?
    var logLevel: LogLevel
    var logFormat: LogFormat

    init(_ values: FlagValues, defaultAddress: String) throws(UsageError) {
        let written = values.allValues(of: .listenAddress)
        addresses = []
        for text in written.isEmpty ? [defaultAddress] : written {
            addresses.append(try ListenAddress.parse(text))
        }
        telemetryPath = values.value(of: .telemetryPath) ?? "/metrics"
        gateway =
            values.value(of: .gateway).map { GatewayOverride($0, from: "--gateway") }
            ?? Self.gatewayOfEnvironment
        acceptsRequests = values.has(.enableLifecycle)
        followsFiles = values.has(.autoReload)
        events = try EventOptions(values)
        if let text = values.value(of: .shard) {
            shard = try ShardText.parse(text, hostName: { Surroundings.hostName })
        }
        logLevel = try values.choice(of: .logLevel) ?? .info
        logFormat = try values.choice(of: .logFormat) ?? .logfmt
        try checkTelemetryPath()
    }

    /// An empty variable is one that is not set.
    static var gatewayOfEnvironment: GatewayOverride? {
        guard let name = Surroundings.variable("SONDE_GATEWAY"), !name.isEmpty else { return nil }
        return GatewayOverride(name, from: "SONDE_GATEWAY")
    }

    private func checkTelemetryPath() throws(UsageError) {
        let isPath =
            telemetryPath.utf8.first == UInt8(ascii: "/")
            && telemetryPath.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "?") }
        guard isPath else {
            throw UsageError(
                "--web.telemetry-path=\(telemetryPath) is no path; write one such as /metrics")
        }
        let taken = ["/", "/-/healthy", "/-/ready", "/-/reload", "/runbook", "/api/v1/probes"]
        let isBelow = ["/probe/", "/api/v1/probes/"].contains { telemetryPath.hasPrefix($0) }
        guard !taken.contains(telemetryPath), !isBelow else {
            throw UsageError("--web.telemetry-path=\(telemetryPath) has a page of its own already")
        }
    }
}
