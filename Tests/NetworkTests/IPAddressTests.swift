import Network
import Simulation
import Testing

struct IPAddressTests {
    @Test(arguments: [
        ("0.0.0.0", 0 as UInt32), ("127.0.0.1", 0x7f00_0001), ("192.0.2.1", 0xc000_0201),
        ("255.255.255.255", 0xffff_ffff), ("1.20.200.0", 0x0114_c800),
    ])
    func `four decimal numbers are an IPv4 address`(text: String, bits: UInt32) {
        #expect(IPAddress(text) == .v4(bits))
        #expect(IPAddress.v4(bits).description == text)
        #expect(IPAddress(text)?.isV6 == false)
    }

    @Test(arguments: [
        "", " ", ".", "...", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.0.0.1",
        "1.2.3.256", "01.2.3.4", "1.2.3.00", "0x7f.0.0.1", "0177.0.0.1", "1.2.3.4 ", " 1.2.3.4",
        "1.2.3.-4", "+1.2.3.4", "1.2.3.4/8", "1.2.3.a", "1.2.3.1000", "127.1", "2130706433",
        "١.٢.٣.٤", "1.2.3.4\n", "1.2.3.4\0", "１.2.3.4",
        ":", ":::", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "::1::",
        "12345::", "g::", "::g", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8",
        "fe80::1%eth0", "fe80::1%2", "[::1]", "::1/128", "1:::2", ":::1", "1:::", ":1::2", "1::2:",
        "::1.2.3", "::1.2.3.4.5", "::1.2.3.4:5", "::256.1.1.1", "::01.2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6:7::1.2.3.4", "::-1", "0x1::", "::1 ", "example.com",
        "1:2:3:4:5:1.2.3.4", "::1:2:3:4:5:6:1.2.3.4",
    ])
    func `anything else is no address`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("::", "::", 0 as UInt64, 0 as UInt64), ("::1", "::1", 0, 1),
        ("1::", "1::", 0x0001_0000_0000_0000, 0),
        ("0:0:0:0:0:0:0:0", "::", 0, 0),
        ("2001:db8::1", "2001:db8::1", 0x2001_0db8_0000_0000, 1),
        ("2001:0DB8:0:0:0:0:0:0001", "2001:db8::1", 0x2001_0db8_0000_0000, 1),
        (
            "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", 0x0001_0002_0003_0004,
            0x0005_0006_0007_0008
        ),
        // RFC 5952 section 4.2.2: one group of zeros is not shortened.
        (
            "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", 0x2001_0db8_0000_0001,
            0x0001_0001_0001_0001
        ),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", 0x0001_0002_0003_0004, 0x0005_0006_0007_0000),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8", 0x0000_0002_0003_0004, 0x0005_0006_0007_0008),
        // Section 4.2.3: the longest run, and of equal ones the first.
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1", 0x2001_0000_0000_0001, 1),
        ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1", 0x2001_0db8_0000_0000, 0x0001_0000_0000_0001),
        ("1:0:0:2::", "1:0:0:2::", 0x0001_0000_0000_0002, 0),
        ("fe80::ABCD:ef01", "fe80::abcd:ef01", 0xfe80_0000_0000_0000, 0xabcd_ef01),
        (
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            .max, .max
        ),
        // Section 5: mapped addresses stay dotted; others that may be written so do not.
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1", 0, 0xffff_c000_0201),
        ("::FFFF:c000:201", "::ffff:192.0.2.1", 0, 0xffff_c000_0201),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221", 0x0064_ff9b_0000_0000, 0xc000_0221),
        ("::1.2.3.4", "::102:304", 0, 0x0102_0304),
        (
            "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304", 0x0001_0002_0003_0004,
            0x0005_0006_0102_0304
        ),
    ])
    func `an IPv6 address is read in all its forms and written in one`(
        text: String, canonical: String, high: UInt64, low: UInt64
    ) {
        #expect(IPAddress(text) == .v6(high: high, low: low, scope: 0))
        #expect(IPAddress.v6(high: high, low: low, scope: 0).description == canonical)
        #expect(IPAddress(canonical) == IPAddress(text))
        #expect(IPAddress(text)?.isV6 == true)
    }

    // RFC 4291 section 2.2: only the four low-order pieces may be written with dots.
    @Test(arguments: ["1.2.3.4::", "1.2.3.4::1", "1:1.2.3.4::"])
    func `an IPv4 address in front of a gap is no address`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `a scope is written after a percent sign`() {
        let address = IPAddress.v6(high: 0xfe80_0000_0000_0000, low: 1, scope: 3)
        #expect(address.description == "fe80::1%3")
    }

    @Test func `the named addresses are what they are called`() {
        #expect(IPAddress("127.0.0.1") == .loopback4)
        #expect(IPAddress("::1") == .loopback6)
        #expect(IPAddress("0.0.0.0") == .any4)
        #expect(IPAddress("::") == .any6)
    }

    @Test(arguments: [
        ("fe80::", true), ("fe80::1", true), ("febf:ffff::1", true), ("fe7f:ffff::1", false),
        ("fec0::1", false), ("::1", false), ("2001:db8::1", false), ("::ffff:169.254.0.1", false),
        ("169.254.0.1", false),
    ])
    func `an address of the link alone begins with its ten bits`(
        text: String, isLinkLocal: Bool
    ) throws {
        #expect(try #require(IPAddress(text)).isLinkLocal == isLinkLocal)
    }

    @Test func `an address that is written and read is the same`() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<5_000 {
            let v4 = IPAddress.v4(UInt32.random(in: 0...(.max), using: &generator))
            #expect(IPAddress(v4.description) == v4)
            // Zeros in many groups, so that there is something to shorten.
            let mask = { (generator: inout SeededGenerator) in
                (0..<4).reduce(UInt64(0)) { bits, _ in
                    bits << 16 | (Bool.random(using: &generator) ? 0xffff : 0)
                }
            }
            let high = generator.next() & mask(&generator)
            let low = generator.next() & mask(&generator)
            let v6 = IPAddress.v6(high: high, low: low, scope: 0)
            #expect(IPAddress(v6.description) == v6)
        }
    }

    @Test func `no mutant traps, and what is read from one is written and read again`() {
        let corpus = [
            "192.0.2.1", "255.255.255.255", "2001:db8::1", "::", "1:2:3:4:5:6:7:8",
            "::ffff:192.0.2.1", "64:ff9b::1.2.3.4", "fe80::1%2",
        ]
        var mutator = ByteMutator(seed: 17, corpus: corpus.map { Array($0.utf8) })
        var addresses = 0
        for _ in 0..<100_000 {
            let text = String(decoding: mutator.next(), as: UTF8.self)
            guard let address = IPAddress(text) else { continue }
            addresses += 1
            if IPAddress(address.description) != address { Issue.record("\(text)") }
        }
        #expect(addresses > 1_000 && addresses < 90_000)
    }
}
