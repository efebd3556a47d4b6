/// An IPv4 or IPv6 address.
public enum IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 32 bits, the first of the dotted four in the highest.
    case v4(UInt32)
    /// 128 bits in two halves, and the number of the interface for link-local ones (0: none).
    case v6(high: UInt64, low: UInt64, scope: UInt32)

    /// 127.0.0.1.
    public static let loopback4 = IPAddress.v4(0x7f00_0001)
    /// ::1.
    public static let loopback6 = IPAddress.v6(high: 0, low: 1, scope: 0)
    /// 0.0.0.0, every IPv4 address of this machine.
    public static let any4 = IPAddress.v4(0)
    /// ::, every address of this machine.
    public static let any6 = IPAddress.v6(high: 0, low: 0, scope: 0)

    /// Whether it is an IPv6 address.
    public var isV6: Bool {
        if case .v6 = self { true } else { false }
    }

    /// Whether it is an IPv6 address that holds on one link alone: fe80::/10, RFC 4291 section 2.4.
    public var isLinkLocal: Bool {
        if case .v6(let high, _, _) = self { high >> 54 == 0xfe80 >> 6 } else { false }
    }

    /// Reads the textual form: four decimal numbers without leading zeros, or RFC 4291 section 2.2.
    ///
    /// Nil for everything else; octal, hexadecimal and shortened IPv4 forms mean different things
    /// to different programs, and zones by interface name are not ours to look up.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        if let address = Self.dotted(bytes[...]) {
            self = .v4(address)
        } else if let groups = Self.groups(bytes[...]) {
            self = .v6(high: Self.half(groups[..<4]), low: Self.half(groups[4...]), scope: 0)
        } else {
            return nil
        }
    }

    /// Dotted decimal, or RFC 5952: lower case, the longest run of zeros shortened.
    public var description: String {
        switch self {
        case .v4(let bits):
            [24, 16, 8, 0].map { String(bits >> UInt32($0) & 0xff) }.joined(separator: ".")
        case .v6(let high, let low, let scope):
            Self.compressed(high, low) + (scope == 0 ? "" : "%\(scope)")
        }
    }

    private static func dotted(_ text: ArraySlice<UInt8>) -> UInt32? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let value = number(part, radix: 10, digitsMax: 3), value <= 255,
                part.count == 1 || part.first != UInt8(ascii: "0")
            else { return nil }
            bits = bits << 8 | value
        }
        return bits
    }

    private static func groups(_ text: ArraySlice<UInt8>) -> [UInt16]? {
        let colon = UInt8(ascii: ":")
        var gap: Int?
        for index in text.indices.dropLast() where text[index] == colon && text[index + 1] == colon
        {
            guard gap == nil else { return nil }
            gap = index
        }
        guard let gap else {
            return run(text, mayEndDotted: true).flatMap { $0.count == 8 ? $0 : nil }
        }
        guard let before = run(text[..<gap], mayEndDotted: false),
            let after = run(text[(gap + 2)...], mayEndDotted: true),
            before.count + after.count <= 7
        else { return nil }
        return before + Array(repeating: 0, count: 8 - before.count - after.count) + after
    }

    /// Groups between colons; the last two of an address may be written as an IPv4 address.
    private static func run(_ text: ArraySlice<UInt8>, mayEndDotted: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 8 else { return nil }
        var groups: [UInt16] = []
        for (position, part) in parts.enumerated() {
            if mayEndDotted, position == parts.count - 1, let bits = dotted(part) {
                groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
            } else if let value = number(part, radix: 16, digitsMax: 4) {
                groups.append(UInt16(truncatingIfNeeded: value))
            } else {
                return nil
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func number(
        _ text: ArraySlice<UInt8>, radix: UInt32, digitsMax: Int
    ) -> UInt32? {
        guard !text.isEmpty, text.count <= digitsMax else { return nil }
        var value: UInt32 = 0
        for byte in text {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, digit < radix else {
                return nil
            }
            value = value * radix + UInt32(digit)
        }
        return value
    }

    private static func half(_ groups: ArraySlice<UInt16>) -> UInt64 {
        groups.reduce(0) { $0 << 16 | UInt64($1) }
    }

    private static func compressed(_ high: UInt64, _ low: UInt64) -> String {
        // RFC 5952 section 5: the IPv4 part of a mapped address stays dotted.
        if high == 0, low >> 32 == 0xffff {
            return "::ffff:\(IPAddress.v4(UInt32(truncatingIfNeeded: low)))"
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> shift($0)) }
        guard let zeros = longestZeros(groups) else { return joined(groups[...]) }
        return joined(groups[..<zeros.lowerBound]) + "::" + joined(groups[zeros.upperBound...])
    }

    private static func shift(_ group: Int) -> UInt64 { UInt64(48 - group % 4 * 16) }

    private static func joined(_ groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of at least two zeros (RFC 5952 section 4.2).
    private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > max(1, longest?.count ?? 0) { longest = start..<index }
            start = index + 1
        }
        return longest
    }
}
