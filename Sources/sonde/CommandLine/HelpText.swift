/// What `--help` prints.
enum HelpText {
    static func text(_ command: Command) -> String {
        var text = usage(command) + "\n\n" + summary(command) + "\n"
        if command == .serve { text += "\nCommands:\n" + rows(commands) }
        text += "\nFlags:\n" + rows(command.flags.map { ($0.row, $0.help) })
        return text
    }

    private static func usage(_ command: Command) -> String {
        switch command {
        case .serve: "Usage: sonde [--config.file=FILE] [FLAG…]"
        case .check:
            """
            Usage: sonde check FILE…
                   sonde check --diff OLD NEW
            """
        case .probe:
            """
            Usage: sonde probe tcp://HOST:PORT
                   sonde probe tls://HOST:PORT
                   sonde probe --service=NAME [tcp://|tls://]HOST[:PORT]
                   sonde probe --starttls=NAME [tcp://]HOST:PORT
                   sonde probe [--config.file=FILE] SERVER/PROBE
            """
        case .services: "Usage: sonde services [--format=FORMAT]"
        case .report: "Usage: sonde report --events=FILE [--events=FILE…] [FLAG…]"
        case .rules: "Usage: sonde rules [--config.file=FILE] [--format=FORMAT]"
        case .import: "Usage: sonde import blackbox --modules=FILE --prometheus=FILE"
        case .top: "Usage: sonde top [--url=URL | --config.file=FILE] [--query=QUERY]"
        case .demo: "Usage: sonde demo [FLAG…]"
        }
    }

    private static func summary(_ command: Command) -> String {
        switch command {
        case .serve:
            """
            Probes TCP ports and TLS servers in the background, and shows what it found
            on /metrics.
            """
        case .check:
            """
            Reads configurations and says what is wrong in them. Ends with 0, or with 2
            for an error.
            """
        case .probe:
            """
            Makes one attempt and prints all that it found. Ends with 0 for success, 1 for failure,
            2 for a wrong command or configuration, and 3 where it could not fairly test.
            """
        case .services:
            """
            Lists the services that can be proved and the protocols that can go over to TLS:
            service: and starttls: in the configuration, --service and --starttls of sonde probe.
            """
        case .report:
            """
            Says of each probe in an event log for how long it was up and down, and what incidents
            it had. Without --from and --to it is about all that the log holds.
            """
        case .rules:
            """
            Lists which alert of the bundled rules watches which probe, with which threshold, and
            which alerts are silent because none is set.
            """
        case .import:
            """
            Writes a configuration for the tcp modules of blackbox_exporter, with the targets that
            Prometheus has it probe, to the standard output. What has no counterpart is a comment.
            """
        case .top:
            """
            Shows in a terminal how probes stand, live: those of an exporter that runs, or of a
            configuration, whose probes are run meanwhile. Elsewhere it prints the table once.
            """
        case .demo:
            "Starts services on loopback, probes them every 2 s, and serves what it finds."
        }
    }

    private static let commands = [
        ("check FILE…", "Say what is wrong in configurations."),
        ("probe TARGET", "Make one attempt and print all that it found."),
        ("services", "List the services that can be proved."),
        ("report", "Say from event logs how available probes were."),
        ("rules", "List which alert watches which probe, with which threshold."),
        ("import blackbox", "Write a configuration in the place of blackbox_exporter's."),
        ("top", "Show in a terminal how probes stand."),
        ("demo", "Show all this with services on loopback; needs nothing."),
    ]

    private static func rows(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, help in
            "  " + name + String(repeating: " ", count: width - name.count + 2) + help + "\n"
        }.joined()
    }
}
