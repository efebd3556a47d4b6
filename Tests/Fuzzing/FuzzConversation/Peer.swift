/// What a peer says: some bytes in the clear, and others under TLS.
struct Peer {
    let beforeTLS: [UInt8]
    let underTLS: [UInt8]

    /// `<TLS>` stands where TLS begins, and `<4K>` for so many bytes, up to a few more than a
    /// conversation takes in.
    init(_ text: ArraySlice<UInt8>) {
        let halves = Self.split(text, at: Array("<TLS>".utf8), splitsMax: 1)
        beforeTLS = Self.inflated(halves[0])
        underTLS = halves.count == 2 ? Self.inflated(halves[1]) : []
    }

    private static func inflated(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let parts = split(text, at: Array("<4K>".utf8), splitsMax: 17)
        let filler = [UInt8](repeating: UInt8(ascii: "x"), count: 4_096)
        return Array(parts.joined(separator: filler))
    }

    private static func split(
        _ text: ArraySlice<UInt8>, at mark: [UInt8], splitsMax: Int
    ) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = text
        while parts.count < splitsMax, let range = rest.firstRange(of: mark) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts + [rest]
    }
}
