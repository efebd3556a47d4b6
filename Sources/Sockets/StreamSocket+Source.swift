import Kernel
import Network

extension StreamSocket {
    /// Lets a connection leave from `source`.
    ///
    /// Throws ENODEV where that is none of this machine's, an address as well as an interface:
    /// bind(2) has the number by which connect(2) says that no port is left.
    func bind(to source: ConnectionSource) throws(ErrorNumber) {
        switch source {
        case .interface(let name):
            try bind(toInterface: name)
        case .address(let address):
            do throws(ErrorNumber) {
                try bind(toAddress: SocketAddress(Endpoint(address: address, port: 0)))
            } catch .addressNotAvailable, .familyNotSupported, .invalidArgument {
                // Also an address of the other family than the peer's.
                throw .noDevice
            }
        }
    }
}

extension ConnectionSource {
    /// The interface that it names, if it does.
    var interface: String? {
        if case .interface(let name) = self { name } else { nil }
    }

    /// The address that it names, if it does.
    var address: SocketAddress? {
        guard case .address(let address) = self else { return nil }
        return SocketAddress(Endpoint(address: address, port: 0))
    }
}
