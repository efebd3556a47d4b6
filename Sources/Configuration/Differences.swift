internal import Network
internal import Probes

extension ProbeSettings {
    /// The keys by which the settings of the same probe differ from others, in the order of the
    /// manual.
    public func keysChanged(from old: ProbeSettings) -> [String] {
        let said: [(String, Bool)] = [
            ("interval", interval == old.interval), ("schedule", schedule == old.schedule),
            ("maintenance", maintenance == old.maintenance),
            ("gateways", gateways == old.gateways), ("confirm", confirmation == old.confirmation),
            ("depends_on", parents == old.parents), ("thresholds", thresholds == old.thresholds),
            ("histograms", histograms == old.histograms),
            ("description", description.text == old.description.text),
            ("organization", description.organization == old.description.organization),
            ("owner", description.owner == old.description.owner),
            ("role", description.role == old.description.role),
            ("site", description.site == old.description.site),
        ]
        return (options.keysChanged(from: old.options) + said).filter { !$0.1 }.map(\.0)
    }
}

extension TCPProbeOptions {
    fileprivate func keysChanged(from old: TCPProbeOptions) -> [(String, Bool)] {
        [
            ("timeout", timeout == old.timeout),
            ("connect_timeout", connectTimeout == old.connectTimeout),
            ("ip_protocol", addressPolicy == old.addressPolicy),
            ("addresses", addresses == old.addresses), ("stale_for", staleFor == old.staleFor),
            ("source", connection.source == old.connection.source),
            ("dscp", connection.trafficClass == old.connection.trafficClass),
            ("close", connection.close == old.connection.close),
            ("expect", expectation == old.expectation), ("proxy", proxy == old.proxy),
            ("proxy_protocol", proxyProtocol == old.proxyProtocol), ("tls", tls == old.tls),
            ("script", script == old.script),
        ]
    }
}
