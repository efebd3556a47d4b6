import Network

/// Numbers endpoints in the order in which they were first named.
///
/// Open addressing over a plain hash: `Dictionary` with its seeded one takes ten times as long in a
/// debug build, and each simulated attempt looks one up.
struct EndpointTable {
    private(set) var endpoints: [Endpoint] = []
    private var places = [Int](repeating: -1, count: 64)

    func find(_ endpoint: Endpoint) -> Int? {
        let index = places[cell(of: endpoint)]
        return index < 0 ? nil : index
    }

    /// The number of `endpoint`, a new one where it has none.
    mutating func number(of endpoint: Endpoint) -> Int {
        if let index = find(endpoint) { return index }
        if endpoints.count * 2 >= places.count { grow() }
        endpoints.append(endpoint)
        places[cell(of: endpoint)] = endpoints.count - 1
        return endpoints.count - 1
    }

    private func cell(of endpoint: Endpoint) -> Int {
        var cell = Int(truncatingIfNeeded: Self.hash(endpoint)) & (places.count - 1)
        while places[cell] >= 0 && endpoints[places[cell]] != endpoint {
            cell = (cell + 1) & (places.count - 1)
        }
        return cell
    }

    private mutating func grow() {
        places = [Int](repeating: -1, count: places.count * 4)
        for (index, endpoint) in endpoints.enumerated() { places[cell(of: endpoint)] = index }
    }

    private static func hash(_ endpoint: Endpoint) -> UInt64 {
        let bits: UInt64 =
            switch endpoint.address {
            case .v4(let bits): UInt64(bits)
            case .v6(let high, let low, let scope):
                (high &* 0x9e37_79b9_7f4a_7c15) ^ low ^ UInt64(scope) << 32
            }
        let mixed = (bits ^ UInt64(endpoint.port) << 40) &* 0xbf58_476d_1ce4_e5b9
        return mixed ^ mixed >> 32
    }
}
