import Network

/// What a port is, seen from here; the raw value is the `state` label of `probe_port_state`.
public enum PortState: String, CaseIterable, Equatable, Sendable {
    /// It takes connections.
    case open
    /// An RST or an ICMP port unreachable answers.
    case refused
    /// Silence, or an ICMP message that nothing gets there.
    ///
    /// Linux has one error for a host that a filter guards and one that is not there (icmp(7)), and
    /// Nmap's manual (port scanning basics) calls both filtered.
    case filtered

    /// What the end of a connection attempt tells of the port; nil where it tells nothing.
    init?(_ error: NetworkError) {
        switch error {
        case .refused: self = .refused
        case .timeout, .hostUnreachable, .networkUnreachable: self = .filtered
        // It stood already when the RST came.
        case .reset: self = .open
        case .cancelled, .local, .other: return nil
        }
    }
}

/// What a port is to be; the raw value is what the configuration says.
public enum PortExpectation: String, CaseIterable, Hashable, Sendable {
    /// It takes connections.
    case open
    /// It takes none: refused or filtered.
    case closed
    /// It answers that nobody listens.
    case refused
    /// It does not answer, or a router answers that nothing gets there.
    case filtered

    /// Whether a port in that state is as it should be.
    public func isMet(by state: PortState) -> Bool {
        switch self {
        case .open: state == .open
        case .closed: state != .open
        case .refused: state == .refused
        case .filtered: state == .filtered
        }
    }
}
