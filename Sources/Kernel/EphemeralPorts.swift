/// The local ports that the kernel takes for connections which were not bound, ip(7).
public enum EphemeralPorts {
    private static let path = "/proc/sys/net/ipv4/ip_local_port_range"
    private static let bytesMax = 64

    /// The range as it is set now, for IPv4 and IPv6; every port where the kernel does not tell.
    public static func range() -> ClosedRange<UInt16> {
        RegularFile.readProcess(path, limit: bytesMax).flatMap(parse) ?? 0...UInt16.max
    }

    /// Reads two numbers with a blank between them.
    package static func parse(_ text: [UInt8]) -> ClosedRange<UInt16>? {
        let numbers = text.split { $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: " ") || $0 == 10 }
            .map { UInt16(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count == 2, let low = numbers[0], let high = numbers[1], low <= high else {
            return nil
        }
        return low...high
    }
}
