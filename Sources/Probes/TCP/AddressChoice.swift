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

    /// What to try of some addresses; nil where none is of a wanted family.
    func candidates(_ addresses: [IPAddress]) -> AddressCandidates? {
        let v4 = addresses.first { !$0.isV6 }
        let v6 = addresses.first { $0.isV6 }
        return switch self {
        case .ip4: AddressCandidates(v4, or: nil)
        case .ip6: AddressCandidates(v6, or: nil)
        case .preferIP4: AddressCandidates(v4, or: v6)
        case .any, .preferIP6: AddressCandidates(v6, or: v4)
        }
    }
}

/// The address to try, and one of the other family should there be no route of ours to the first.
struct AddressCandidates {
    let first: IPAddress
    let fallback: IPAddress?

    init(_ only: IPAddress) {
        first = only
        fallback = nil
    }

    init?(_ preferred: IPAddress?, or other: IPAddress?) {
        guard let first = preferred ?? other else { return nil }
        self.first = first
        fallback = preferred == nil ? nil : other
    }
}
