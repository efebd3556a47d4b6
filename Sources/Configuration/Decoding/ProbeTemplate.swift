internal import Network
internal import Probes

/// A probe without its target: what is the same for all of its hosts.
struct ProbeTemplate {
    let level: Inheritable
    let findings: Findings
    let expectation: PortExpectation
    /// Nil where it speaks none.
    let tls: TLSReader.Reading?
    let script: Script?

    /// What depends on the host.
    struct Parts {
        let timing: Timing
        let addresses: InheritedAddresses.Resolved
        let policy: AddressPolicy
        let confirmation: ConfirmationPolicy?
        let thresholds: Thresholds
    }

    /// Reports what contradicts itself; returns what holds for that host (nil after a report).
    func parts(_ host: Host?) -> Parts {
        let timing = Timing(level, findings)
        return Parts(
            timing: timing,
            addresses: level.addresses.resolved(host, isProxied: level.proxy != nil),
            policy: level.addressPolicy(for: host, findings),
            confirmation: ConfirmationReader.resolved(level.confirmation, timing, level, findings),
            thresholds: level.thresholds.resolved(findings))
    }

    /// The probe of that host, or one for each of its server names.
    func probes(server: String, name: String, host: Host, port: UInt16) -> [ProbeSettings] {
        let probe = probe(server: server, name: name, host, parts(host), port: port)
        guard let names = tls?.serverNames else { return [probe] }
        return names.map { name in
            var probe = probe
            probe.serverName = name
            probe.options.tls?.serverName = name
            return probe
        }
    }

    /// The probe of hosts that a source tells.
    func sourced(
        server: String, name: String, _ source: TargetSource, port: UInt16?
    ) -> SourcedProbe {
        let host = Host.name("host")
        return SourcedProbe(
            source: source,
            prototype: probe(server: server, name: name, host, parts(nil), port: port ?? 0),
            port: port, serverNames: tls?.serverNames, namesHost: tls?.hasServerName == false)
    }

    private func probe(
        server: String, name: String, _ host: Host, _ parts: Parts, port: UInt16
    ) -> ProbeSettings {
        let options = TCPProbeOptions(
            host: host, port: port, addressPolicy: parts.policy, addresses: parts.addresses.scope,
            staleFor: parts.addresses.staleFor, timeout: parts.timing.timeout,
            connectTimeout: parts.timing.connectTimeout, connection: level.connection,
            expectation: expectation, proxy: level.proxy, proxyProtocol: level.proxyProtocol,
            account: level.account.account(of: script),
            tls: tls.map { settings($0, for: host) }, script: script)
        return ProbeSettings(
            server: server, name: name, target: host.target(port), labels: level.labels.labels,
            gateways: level.gateways, description: level.description,
            interval: parts.timing.interval, schedule: level.schedule.occasion,
            confirmation: parts.confirmation, thresholds: parts.thresholds,
            histograms: histograms(of: options), options: options)
    }

    private func settings(_ reading: TLSReader.Reading, for host: Host) -> TLSSettings {
        guard !reading.hasServerName else { return reading.settings }
        var settings = reading.settings
        settings.serverName = TLSLists.serverName(host)
        return settings
    }

    /// The phases asked for that the probe has; what is inherited need not fit every probe.
    ///
    /// We resolve neither an address nor a name for a proxy; only TLS has a handshake, only a
    /// script an exchange.
    private func histograms(of options: TCPProbeOptions) -> [HistogramPhase] {
        (level.histograms ?? [.connect, .tls]).filter { phase in
            switch phase {
            case .resolve: options.host.isName && options.proxy == nil
            case .tls: options.tls != nil
            case .exchange: options.script != nil
            case .connect, .attempt: true
            }
        }
    }
}

extension Host {
    fileprivate var isName: Bool { if case .name = self { true } else { false } }
}
