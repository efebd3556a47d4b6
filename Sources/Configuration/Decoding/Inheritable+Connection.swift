internal import Network
internal import Probes

extension Inheritable {
    /// In which way connections leave and end.
    var connection: ConnectionOptions {
        ConnectionOptions(source: source?.value, trafficClass: trafficClass, close: closeMode)
    }

    /// Which addresses may be taken of `host`, or of the proxy where there is one: from an address
    /// only its own family is reached.
    ///
    /// We connect to the proxy alone; how that reaches the host is its own business.
    func addressPolicy(for host: Host?, _ findings: Findings) -> AddressPolicy {
        let addressPolicy = addresses.policy
        guard let source, case .address(let address)? = source.value else { return addressPolicy }
        let family = Self.name(isV6: address.isV6)
        let role = proxy == nil ? "host" : "proxy"
        if case .address(let peer)? = proxy?.host ?? host, peer.isV6 != address.isV6 {
            findings.report(
                contradiction: source.place, with: nil,
                Mistake(
                    "\(address) is an \(family) address, and the \(role) \(peer) is not",
                    "write an \(Self.name(isV6: peer.isV6)) address, or an interface"))
        }
        switch (addressPolicy, address.isV6) {
        case (.ip4, true), (.ip6, false):
            findings.report(
                contradiction: source.place, with: nil,
                Mistake(
                    "\(address) is an \(family) address, and ip_protocol is "
                        + addressPolicy.rawValue,
                    "write an \(Self.name(isV6: !address.isV6)) address, or an interface"))
        default: break
        }
        return address.isV6 ? .ip6 : .ip4
    }

    private static func name(isV6: Bool) -> String { isV6 ? "IPv6" : "IPv4" }
}
