import Kernel
public import Network

extension ConnectionSource {
    /// Whether this machine has it now; it may come and go.
    public var isThere: Bool {
        switch self {
        case .interface(let name): NetworkInterface.exists(name)
        case .address(let address):
            NetworkInterface.has(SocketAddress(Endpoint(address: address, port: 0)))
        }
    }
}
