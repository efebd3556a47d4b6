import Kernel
import Testing

@Suite struct RouteTests {
    private static let loopback = [
        SocketAddress.v4(address: 0x7f00_0001, port: 9),
        .v6(high: 0, low: 1, scope: 0, port: 9),
    ]

    @Test(arguments: loopback)
    func `the way to this machine leads somewhere`(target: SocketAddress) {
        let route = Route(to: target)
        #expect(route.refusal == nil)
        #expect(!route.leadsNowhere)
        #expect(!Route(to: target, from: target, through: "lo").leadsNowhere)
    }

    @Test func `the way to everybody leads nowhere`() {
        let route = Route(to: .v4(address: 0xffff_ffff, port: 9))
        #expect(route.refusal != nil)
        #expect(route.leadsNowhere)
    }

    @Test(arguments: loopback)
    func `a source or an interface that is not there leads nowhere`(target: SocketAddress) {
        let stranger =
            if case .v4 = target {
                SocketAddress.v4(address: 0xc000_0201, port: 9)
            } else {
                SocketAddress.v6(high: 0x2001_0db8 << 32, low: 1, scope: 0, port: 9)
            }
        let from = Route(to: target, from: stranger)
        #expect(from.refusal == .addressNotAvailable)
        #expect(from.leadsNowhere)
        let through = Route(to: target, through: "nowhere0")
        #expect(through.refusal == .noDevice)
        #expect(through.leadsNowhere)
    }

    @Test(arguments: [
        ErrorNumber.networkUnreachable, .hostUnreachable, .noSuchProcess, .accessDenied,
        .invalidArgument,
    ])
    func `the table says that there is no way`(error: ErrorNumber) {
        #expect(Route.isMissing(error))
    }

    @Test(arguments: [
        ErrorNumber.notPermitted, .noMemory, .noBuffers, .noDevice, .familyNotSupported,
        .addressInUse, .interrupted, .wouldBlock,
    ])
    func `that the table cannot be asked says nothing of the way`(error: ErrorNumber) {
        #expect(!Route.isMissing(error))
    }
}
