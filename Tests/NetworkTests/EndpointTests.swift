import Network
import Testing

struct EndpointTests {
    @Test(arguments: [
        (IPAddress.v4(0xc000_0201), UInt16(443), "192.0.2.1:443"), (.any4, 0, "0.0.0.0:0"),
        (.loopback6, 65_535, "[::1]:65535"), (.any6, 9_115, "[::]:9115"),
        (.v6(high: 0x2001_0db8_0000_0000, low: 1, scope: 0), 53, "[2001:db8::1]:53"),
        (.v6(high: 0xfe80_0000_0000_0000, low: 1, scope: 2), 80, "[fe80::1%2]:80"),
    ])
    func `an endpoint is written as address and port`(
        address: IPAddress, port: UInt16, text: String
    ) {
        #expect(Endpoint(address: address, port: port).description == text)
    }
}
