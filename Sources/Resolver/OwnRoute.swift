import Kernel
import Network

extension ResolveError {
    /// The same error, or that nothing leaves this machine, which looks as if nobody answered.
    ///
    /// A datagram socket needs no free port towards a server, so where an address is missing it is
    /// our own.
    func fairly(asked servers: [Endpoint]) -> ResolveError {
        guard [.timeout, .local(.ports)].contains(self), !servers.isEmpty,
            servers.allSatisfy({ Route(to: $0).leadsNowhere })
        else { return self }
        return .local(.localRoute)
    }
}

extension Route {
    fileprivate init(to server: Endpoint) {
        switch server.address {
        case .v4(let bits): self.init(to: .v4(address: bits, port: server.port))
        case .v6(let high, let low, let scope):
            self.init(to: .v6(high: high, low: low, scope: scope, port: server.port))
        }
    }
}
