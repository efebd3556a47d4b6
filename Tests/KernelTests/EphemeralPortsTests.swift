import Kernel
import Testing

@Suite struct EphemeralPortsTests {
    @Test(
        arguments: [
            ("32768\t60999\n", 32768...60999), ("1024 1024", 1024...1024), ("0\t65535", 0...65535),
        ] as [(String, ClosedRange<UInt16>)])
    func `a range is read`(text: String, range: ClosedRange<UInt16>) {
        #expect(EphemeralPorts.parse(Array(text.utf8)) == range)
    }

    @Test(arguments: ["", "32768", "60999\t32768", "a b", "1 2 3", "-1 5", "1 65536"])
    func `what is no range is none`(text: String) {
        #expect(EphemeralPorts.parse(Array(text.utf8)) == nil)
    }

}
