internal import Network
internal import Probes

/// Reads one probe.
struct ProbeReader {
    let tls: TLSReader
    let script: ScriptReader
    let limits: ConfigurationLimits
    let findings: Findings

    /// The kinds that there are.
    private enum Kind: String, CaseIterable { case tcp }

    /// A probe and where its name is written; its parts are lacking after a report.
    struct Reading {
        var name: Written<String>?
        /// One for each of the server names where a list of them is written.
        var probes: [ProbeSettings] = []
    }

    /// Reads a probe of the server called `server` (nil after a report).
    func read(_ field: Field, server: String?, inheriting outer: Inheritable) -> Reading {
        let suggestion = "write a mapping such as {name: api, host: example.com, port: 443}"
        guard var mapping = field.mapping("probe", write: suggestion) else { return Reading() }
        var level = outer
        let nameField = mapping.require("name", Mistake("the probe has no name", "write name: api"))
        let name = nameField.map { Written($0, $0.name(limits)) }
        _ = mapping.take("kind")?.choice("kind of probe", of: Kind.self)
        let host = host(&mapping)
        let portField = mapping.take("port")
        let tlsField = mapping.take("tls")
        let scriptKeys = ScriptReader.Keys(&mapping)
        let tlsReading = tlsField.flatMap { tls.read($0, host: host) }
        level.readText(&mapping, limits)
        level.read(&mapping, limits)
        mapping.reportUnknownKeys()
        let timing = Timing(level, findings)
        let thresholds = level.thresholds.resolved(findings)
        let conversation = script.read(
            scriptKeys, hasTLSSettings: tlsField != nil, labels: level.labels.labels)
        if let audit = tlsReading?.audit, conversation.script?.startsTLS == true {
            audit.report(Self.auditAfterUpgrade)
        }
        let port = port(portField, service: scriptKeys.service, conversation.service, place: field)
        guard let server, let nameText = name?.value, let host, let port else {
            return Reading(name: name)
        }
        let options = TCPProbeOptions(
            host: host, port: port, addressPolicy: level.addressPolicy, timeout: timing.timeout,
            connectTimeout: timing.connectTimeout,
            tls: conversation.speaksTLS ? tlsReading?.settings ?? TLSReader.builtIn(host) : nil,
            script: conversation.script)
        let settings = ProbeSettings(
            server: server, name: nameText, target: host.target(port),
            labels: level.labels.labels, description: level.description,
            interval: timing.interval, thresholds: thresholds,
            histograms: Self.histograms(
                level.histograms, host: host, hasTLS: options.tls != nil,
                hasScript: options.script != nil),
            options: options)
        return Reading(name: name, probes: Self.each(tlsReading?.serverNames, settings))
    }

    /// The probe of each server name, which is a label then; the probe itself where none is listed.
    private static func each(_ names: [String]?, _ settings: ProbeSettings) -> [ProbeSettings] {
        guard let names else { return [settings] }
        return names.map { name in
            var settings = settings
            settings.serverName = name
            settings.options.tls?.serverName = name
            return settings
        }
    }

    private static let auditAfterUpgrade = Mistake(
        "versions are tried out only where TLS begins at once, and here STARTTLS comes before",
        "leave audit_versions out, or probe a port with TLS from the start")

    private func host(_ mapping: inout MappingReader) -> Host? {
        let field = mapping.require(
            "host", Mistake("the probe has no host", "write host: example.com"))
        guard let field, let scalar = field.scalar("host", write: HostText.suggestion) else {
            return nil
        }
        return field.attempt { () throws(Mistake) in try HostText.parse(scalar.text) }
    }

    /// The port that is written, or else that of the service; nil after a report.
    private func port(
        _ field: Field?, service: Field?, _ known: Service?, place: Field
    ) -> UInt16? {
        if let field { return field.port() }
        guard service == nil else { return known?.port }
        place.report(Mistake("the probe has no port", "write port: 443"))
        return nil
    }

    /// The phases asked for that the probe has; what is inherited need not fit every probe.
    ///
    /// A literal address is not resolved, only TLS has a handshake, only a script an exchange.
    private static func histograms(
        _ written: [HistogramPhase]?, host: Host, hasTLS: Bool, hasScript: Bool
    ) -> [HistogramPhase] {
        (written ?? [.connect, .tls]).filter { phase in
            switch phase {
            case .resolve: if case .name = host { true } else { false }
            case .tls: hasTLS
            case .exchange: hasScript
            case .connect, .attempt: true
            }
        }
    }
}
