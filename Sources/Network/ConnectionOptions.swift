/// In which way a connection leaves this machine, and how it ends.
public struct ConnectionOptions: Hashable, Sendable {
    /// Where it leaves from; as the routing table says where absent.
    public var source: ConnectionSource?
    /// The class of its packets, 0 to 63 (RFC 2474 section 3); the system's own where absent.
    public var trafficClass: UInt8?
    /// How it ends when it is dropped.
    public var close: CloseMode

    /// Options that leave everything to the system where nothing is said.
    public init(
        source: ConnectionSource? = nil, trafficClass: UInt8? = nil, close: CloseMode = .finish
    ) {
        self.source = source
        self.trafficClass = trafficClass
        self.close = close
    }
}

/// Where a connection leaves from.
public enum ConnectionSource: Hashable, Sendable, CustomStringConvertible {
    /// Through the network interface of that name, whatever the routing table prefers.
    case interface(String)
    /// From that address of this machine.
    case address(IPAddress)

    /// The name or the address.
    public var description: String {
        switch self {
        case .interface(let name): name
        case .address(let address): address.description
        }
    }
}

/// How a connection is ended; the raw value is what the configuration says.
public enum CloseMode: String, CaseIterable, Hashable, Sendable {
    /// With a FIN: the usual way, after which a closed port waits for a minute (TIME-WAIT).
    case finish = "fin"
    /// With an RST, so that neither side keeps anything of it.
    case reset
}
