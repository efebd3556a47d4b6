import Kernel
import Network

extension SocketAddress {
    init(_ endpoint: Endpoint) {
        switch endpoint.address {
        case .v4(let bits):
            self = .v4(address: bits, port: endpoint.port)
        case .v6(let high, let low, let scope):
            self = .v6(high: high, low: low, scope: scope, port: endpoint.port)
        }
    }

    var endpoint: Endpoint {
        switch self {
        case .v4(let address, let port):
            Endpoint(address: .v4(address), port: port)
        case .v6(let high, let low, let scope, let port):
            Endpoint(address: .v6(high: high, low: low, scope: scope), port: port)
        }
    }
}
