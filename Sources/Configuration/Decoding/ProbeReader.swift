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
        let expectField = mapping.take("expect")
        let scriptKeys = ScriptReader.Keys(&mapping)
        let tlsReading = tlsField.flatMap { tls.read($0, host: host) }
        level.readText(&mapping, limits)
        level.read(&mapping, limits)
        mapping.reportUnknownKeys()
        let timing = Timing(level, findings)
        let addresses = level.addresses.resolved(host, isProxied: level.proxy != nil)
        let thresholds = level.thresholds.resolved(findings)
        let conversation = script.read(
            scriptKeys, hasTLSSettings: tlsField != nil, labels: level.labels.labels)
        let expectation = Self.expectation(
            expectField, spoken: tlsField ?? scriptKeys.first, isProxied: level.proxy != nil)
        let addressPolicy = level.addressPolicy(for: host, findings)
        if let audit = tlsReading?.audit {
            reportAudit(
                audit, startsTLSLater: conversation.script?.startsTLS == true,
                isIntroduced: level.proxy != nil || level.proxyProtocol != nil)
        }
        let port = port(portField, service: scriptKeys.service, conversation.service, place: field)
        guard let server, let nameText = name?.value, let host, let port else {
            return Reading(name: name)
        }
        let options = TCPProbeOptions(
            host: host, port: port, addressPolicy: addressPolicy, addresses: addresses.scope,
            staleFor: addresses.staleFor, timeout: timing.timeout,
            connectTimeout: timing.connectTimeout, connection: level.connection,
            expectation: expectation, proxy: level.proxy, proxyProtocol: level.proxyProtocol,
            tls: conversation.speaksTLS ? tlsReading?.settings ?? TLSReader.builtIn(host) : nil,
            script: conversation.script)
        let settings = ProbeSettings(
            server: server, name: nameText, target: host.target(port),
            labels: level.labels.labels, description: level.description,
            interval: timing.interval, thresholds: thresholds,
            histograms: Self.histograms(
                level.histograms, resolves: host.isName && level.proxy == nil,
                hasTLS: options.tls != nil, hasScript: options.script != nil),
            options: options)
        return Reading(name: name, probes: Self.each(tlsReading?.serverNames, settings))
    }

    /// What the port is to be; `spoken` is what is to be said to it.
    private static func expectation(
        _ field: Field?, spoken: Field?, isProxied: Bool
    ) -> PortExpectation {
        guard let field, let expectation: PortExpectation = field.choice("state of a port"),
            expectation != .open
        else { return .open }
        if let key = spoken?.place.path.key {
            field.report(
                Mistake(
                    "nothing is said to a port that is to be \(expectation.rawValue), but \(key) "
                        + "is written",
                    "leave \(key) out, or write expect: open"))
        }
        if isProxied {
            field.report(
                Mistake(
                    "a proxy does not tell in which way a port is closed",
                    "write proxy: none here, or expect: open"))
        }
        return expectation
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

    /// Versions are tried out on connections of their own, on which TLS begins at once.
    private func reportAudit(_ audit: Field, startsTLSLater: Bool, isIntroduced: Bool) {
        if startsTLSLater {
            audit.report(
                Mistake(
                    "versions are tried out only where TLS begins at once, and here STARTTLS comes "
                        + "before",
                    "leave audit_versions out, or probe a port with TLS from the start"))
        }
        if isIntroduced {
            audit.report(
                Mistake(
                    "versions are tried out only on direct connections, and here a proxy or its "
                        + "header comes before",
                    "leave audit_versions out, or write proxy: none and proxy_protocol: none"))
        }
    }

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
    /// We resolve neither an address nor a name for a proxy; only TLS has a handshake, only a
    /// script an exchange.
    private static func histograms(
        _ written: [HistogramPhase]?, resolves: Bool, hasTLS: Bool, hasScript: Bool
    ) -> [HistogramPhase] {
        (written ?? [.connect, .tls]).filter { phase in
            switch phase {
            case .resolve: resolves
            case .tls: hasTLS
            case .exchange: hasScript
            case .connect, .attempt: true
            }
        }
    }
}

extension Host {
    fileprivate var isName: Bool { if case .name = self { true } else { false } }
}
