internal import Network
internal import Probes

/// Reads one probe.
struct ProbeReader {
    let tls: TLSReader
    let script: ScriptReader
    let targets: TargetsReader
    let limits: ConfigurationLimits
    /// Of the file that is being read.
    var findings: Findings

    /// The kinds that there are.
    private enum Kind: String, CaseIterable { case tcp }

    /// A probe and where its name is written; its parts are lacking after a report.
    struct Reading {
        var name: Written<String>?
        /// One for each of its hosts, and of the server names where a list of them is written.
        var probes: [ProbeSettings] = []
        /// Where its targets are told elsewhere.
        var sourced: SourcedProbe?
        /// On whom it depends.
        var parents: [Field] = []
    }

    /// Reads a probe of the server called `server` (nil after a report).
    func read(_ field: Field, server: String?, inheriting outer: Inheritable) -> Reading {
        let suggestion = "write a mapping such as {name: api, host: example.com, port: 443}"
        guard var mapping = field.mapping("probe", write: suggestion) else { return Reading() }
        var level = outer
        let nameField = mapping.require("name", Mistake("the probe has no name", "write name: api"))
        let name = nameField.map { Written($0, $0.name(limits)) }
        _ = mapping.take("kind")?.choice("kind of probe", of: Kind.self)
        let targets = targets.targets(&mapping)
        let portField = mapping.take("port")
        let tlsField = mapping.take("tls")
        let expectField = mapping.take("expect")
        let scriptKeys = ScriptReader.Keys(&mapping)
        let tlsReading = tlsField.flatMap { tls.read($0) }
        level.readText(&mapping, limits)
        level.read(&mapping, limits)
        mapping.reportUnknownKeys()
        let conversation = script.read(
            scriptKeys, hasTLSSettings: tlsField != nil, labels: level.labels.labels,
            account: level.account.choice)
        let expectation = Self.expectation(
            expectField, spoken: tlsField ?? scriptKeys.first, isProxied: level.proxy != nil)
        if let audit = tlsReading?.audit {
            reportAudit(
                audit, startsTLSLater: conversation.script?.startsTLS == true,
                isIntroduced: level.proxy != nil || level.proxyProtocol != nil)
        }
        let port = port(
            portField, service: scriptKeys.service, conversation.service, place: field,
            isTold: targets?.isTold ?? false)
        let spoken =
            conversation.speaksTLS
            ? tlsReading ?? TLSReader.Reading(settings: TLSReader.builtIn(nil)) : nil
        if scriptKeys.first == nil || conversation.script != nil {
            level.account.reportIdle(conversation.script, speaksTLS: spoken != nil)
        }
        let template = ProbeTemplate(
            level: level, findings: findings, expectation: expectation,
            tls: spoken.map(level.account.supplying), script: conversation.script)
        var reading = Reading(name: name, parents: level.parents)
        guard let server, let name = name?.value, let targets, let port else {
            // What contradicts itself is said also where no target could be read.
            let hosts = targets?.hosts ?? []
            for host in hosts { _ = template.parts(host) }
            if hosts.isEmpty { _ = template.parts(nil) }
            return reading
        }
        switch targets {
        case .hosts(let hosts):
            guard let number = port.number else { break }
            for host in hosts {
                reading.probes += template.probes(
                    server: server, name: name, host: host, port: number)
            }
        case .source(let source):
            reading.sourced = template.sourced(
                server: server, name: name, source, port: port.number)
        }
        return reading
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

    /// A port, or none where each target may bring its own.
    private struct PortReading {
        var number: UInt16?
    }

    /// The port that is written, or else that of the service; nil after a report.
    private func port(
        _ field: Field?, service: Field?, _ known: Service?, place: Field, isTold: Bool
    ) -> PortReading? {
        if let field { return field.port().map { PortReading(number: $0) } }
        if let known { return PortReading(number: known.port) }
        guard service == nil else { return nil }
        if isTold { return PortReading() }
        place.report(Mistake("the probe has no port", "write port: 443"))
        return nil
    }
}

extension Targets {
    fileprivate var hosts: [Host] { if case .hosts(let hosts) = self { hosts } else { [] } }

    fileprivate var isTold: Bool { if case .source = self { true } else { false } }
}
