/// An address and a port.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// Where.
    public var address: IPAddress
    /// Which service there; 0 asks the kernel for a free one when listening.
    public var port: UInt16

    /// The service at `port` of `address`.
    public init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// `192.0.2.1:443`, `[2001:db8::1]:443`.
    public var description: String {
        switch address {
        case .v4: "\(address):\(port)"
        case .v6: "[\(address)]:\(port)"
        }
    }
}
