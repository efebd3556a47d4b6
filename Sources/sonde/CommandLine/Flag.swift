/// A flag of the command line, in the manner of Prometheus: `--web.listen-address=:10190`.
struct Flag: Sendable {
    let name: String
    /// What stands for the value in the help; nil where there is none to give.
    let placeholder: String?
    let help: String
    var isRepeatable = false

    static let configFile = Flag(
        name: "config.file", placeholder: "FILE",
        help: "The configuration (default: sonde.yml).")
    static let listenAddress = Flag(
        name: "web.listen-address", placeholder: "[HOST]:PORT",
        help: "Where to serve; may be given several times; port 0 takes a free one.",
        isRepeatable: true)
    static let telemetryPath = Flag(
        name: "web.telemetry-path", placeholder: "PATH",
        help: "Where the metrics are (default: /metrics).")
    static let gateway = Flag(
        name: "gateway", placeholder: "NAME",
        help: "This vantage point; goes before SONDE_GATEWAY and the configuration.")
    static let shard = Flag(
        name: "shard", placeholder: "N/OF",
        help: "Run a share of the probes: 0/5 is the first of five; hostname/5 counts by name.")
    static let enableLifecycle = Flag(
        name: "web.enable-lifecycle", placeholder: nil,
        help: "Read the configuration again when /-/reload is asked to with POST.")
    static let autoReload = Flag(
        name: "config.auto-reload", placeholder: nil,
        help: "Read the configuration again by itself when its files have changed.")
    static let eventsFile = Flag(
        name: "events.file", placeholder: "FILE",
        help: "Write what happens to this file, one line each; - is the standard output.")
    static let eventsMaxSize = Flag(
        name: "events.max-size", placeholder: "SIZE",
        help: "Put the file away before it grows beyond: 512KB, 64MB, 1GB (default: 64MB).")
    static let eventsMaxFiles = Flag(
        name: "events.max-files", placeholder: "NUMBER",
        help: "How many files of events are kept, 1 to 1000 (default: 8).")
    static let logLevel = Flag(
        name: "log.level", placeholder: "LEVEL",
        help: "Least level that is logged: debug, info, warn or error (default: info).")
    static let logFormat = Flag(
        name: "log.format", placeholder: "FORMAT", help: "logfmt or json (default: logfmt).")
    static let version = Flag(
        name: "version", placeholder: nil, help: "Print the version and end.")
    static let help = Flag(name: "help", placeholder: nil, help: "Print this help and end.")

    static let diff = Flag(
        name: "diff", placeholder: nil,
        help: "Print what the second of two configurations changes of the first.")
    static let service = Flag(
        name: "service", placeholder: "NAME",
        help: "Prove that this service answers; sonde services lists them.")
    static let startTLS = Flag(
        name: "starttls", placeholder: "NAME",
        help: "Go over to TLS as this protocol does it; sonde services lists them.")
    static let format = Flag(
        name: "format", placeholder: "FORMAT", help: "text or json (default: text).")
    static let verbose = Flag(
        name: "verbose", placeholder: nil, help: "Show what was said as well, with secrets masked.")

    static let events = Flag(
        name: "events", placeholder: "FILE",
        help: "An event log, with FILE.1, FILE.2 … where it was rotated; one for each gateway.",
        isRepeatable: true)
    static let modules = Flag(
        name: "modules", placeholder: "FILE", help: "The modules of blackbox_exporter.")
    static let prometheus = Flag(
        name: "prometheus", placeholder: "FILE",
        help: "The configuration of the Prometheus that has it probe.")
    static let shownConfigFile = Flag(
        name: configFile.name, placeholder: configFile.placeholder,
        help: "Run the probes of this configuration, and ask no exporter.")
    static let url = Flag(
        name: "url", placeholder: "URL",
        help: "Where an exporter runs (default: http://127.0.0.1:10190).")
    static let query = Flag(
        name: "query", placeholder: "QUERY",
        help: "Which probes, as on the status page: state=down&sort=connect.")
    static let from = Flag(
        name: "from", placeholder: "TIME",
        help: "Where the report begins: 2026-11-01, or 2026-11-01T08:00:00+01:00.")
    static let to = Flag(
        name: "to", placeholder: "TIME", help: "The first moment that is no part of it.")
    static let reportFormat = Flag(
        name: "format", placeholder: "FORMAT", help: "text, csv or json (default: text).")

    /// What may be written with one dash.
    static let short = ["-h": help, "-v": verbose]

    static let log = [logLevel, logFormat]

    /// As the help shows it, the short form in a column of its own: `-v, --verbose`.
    var row: String {
        let short = Self.short.first { $0.value.name == name }?.key
        return (short.map { "\($0), " } ?? "    ") + usage
    }

    var usage: String { "--\(name)" + (placeholder.map { "=\($0)" } ?? "") }
}
