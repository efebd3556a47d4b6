import Kernel
import Testing

@Suite struct SocketAddressTests {
    @Test(arguments: [
        SocketAddress.v4(address: 0x7f00_0001, port: 0), .v4(address: 0x7f01_02fe, port: 0),
        .v4(address: 0, port: 0), .v6(high: 0, low: 1, scope: 0, port: 0),
        .v6(high: 0, low: 0, scope: 0, port: 0),
        // An IPv4 address as IPv6 writes it, whose eight low bytes all differ.
        .v6(high: 0, low: 0xffff_7f01_02fe, scope: 0, port: 0),
    ])
    func `an address is bound as it was written, and told back`(address: SocketAddress) throws {
        let socket = try StreamSocket(for: address)
        try socket.listen(on: address, backlog: 1)
        let bound = try #require(try socket.localAddress())
        #expect(bound.withoutPort == address)
        #expect(bound.port > 0)
    }

    @Test(arguments: [
        SocketAddress.v4(address: 0x7f00_0001, port: 0), .v6(high: 0, low: 1, scope: 0, port: 0),
    ])
    func `who connects is told with the port that he sees himself`(address: SocketAddress) throws {
        let listener = try StreamSocket(for: address)
        try listener.listen(on: address, backlog: 1)
        let bound = try #require(try listener.localAddress())
        let client = try StreamSocket(for: bound)
        _ = try client.connect(to: bound)
        let accepted = try listener.accept()
        #expect(accepted.peer == (try client.localAddress()))
        #expect(accepted.peer.withoutPort == address)
        let server = accepted.takeSocket()
        #expect(try server.localAddress() == bound)
    }
}

extension SocketAddress {
    fileprivate var withoutPort: SocketAddress {
        switch self {
        case .v4(let address, _): .v4(address: address, port: 0)
        case .v6(let high, let low, let scope, _):
            .v6(high: high, low: low, scope: scope, port: 0)
        }
    }

    fileprivate var port: UInt16 {
        switch self {
        case .v4(_, let port), .v6(_, _, _, let port): port
        }
    }
}
