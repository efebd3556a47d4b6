import Network

extension AddressPolicy {
    /// Which records are asked for.
    var families: AddressFamilies {
        switch self {
        case .ip4: .v4
        case .ip6: .v6
        case .any, .preferIP4, .preferIP6: .both
        }
    }

    /// The address to try, and one of the other family should there be no route to the first.
    func candidates(_ addresses: [IPAddress]) -> [IPAddress] {
        let v4 = addresses.first { !$0.isV6 }
        let v6 = addresses.first { $0.isV6 }
        return switch self {
        case .ip4: [v4].compactMap(\.self)
        case .ip6: [v6].compactMap(\.self)
        case .preferIP4: [v4, v6].compactMap(\.self)
        case .any, .preferIP6: [v6, v4].compactMap(\.self)
        }
    }
}
