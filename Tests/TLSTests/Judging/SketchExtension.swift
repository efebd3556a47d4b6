/// An extension of a certificate that is being made (RFC 5280 section 4.2).
struct SketchExtension: Sendable {
    static let namesIdentifier = "2.5.29.17"

    let identifier: String
    var isCritical: Bool
    /// The DER of its value.
    var value: [UInt8]

    init(_ identifier: String, isCritical: Bool = false, _ value: [UInt8]) {
        self.identifier = identifier
        self.isCritical = isCritical
        self.value = value
    }

    var der: [UInt8] {
        DER.sequence(
            DER.identifier(identifier), isCritical ? DER.yes : [], DER.octets(value))
    }

    static func basicConstraints(isAuthority: Bool, pathLength: UInt8? = nil) -> Self {
        let length = pathLength.map { DER.integer([$0]) } ?? []
        return Self(
            "2.5.29.19", isCritical: true, DER.sequence(isAuthority ? DER.yes : [], length))
    }

    /// The bits of a keyUsage.
    struct Usage: OptionSet, Sendable {
        let rawValue: UInt8
        static let digitalSignature = Self(rawValue: 0x80)
        static let keyEncipherment = Self(rawValue: 0x20)
        static let keyCertSign = Self(rawValue: 0x04)
        static let crlSign = Self(rawValue: 0x02)
    }

    static func keyUsage(_ usage: Usage) -> Self {
        let bits = usage.rawValue
        return Self(
            "2.5.29.15", isCritical: true, DER.bits([bits], unused: bits.trailingZeroBitCount))
    }

    /// Purposes of an extendedKeyUsage.
    enum Purpose: String, Sendable {
        case server = "1.3.6.1.5.5.7.3.1"
        case client = "1.3.6.1.5.5.7.3.2"
        case responder = "1.3.6.1.5.5.7.3.9"
    }

    static func extendedKeyUsage(_ purposes: [Purpose]) -> Self {
        Self("2.5.29.37", DER.sequence(of: purposes.map { DER.identifier($0.rawValue) }))
    }

    static func names(_ names: [SketchName], isCritical: Bool = false) -> Self {
        Self(namesIdentifier, isCritical: isCritical, DER.sequence(of: names.map(\.der)))
    }

    /// What an authority may and may not issue for (RFC 5280 section 4.2.1.10).
    static func nameConstraints(
        permitted: [SketchName] = [], excluded: [SketchName] = []
    ) -> Self {
        func subtrees(_ tag: UInt8, _ names: [SketchName]) -> [UInt8] {
            guard !names.isEmpty else { return [] }
            return DER.element(tag, Array(names.map { DER.sequence($0.der) }.joined()))
        }
        return Self(
            "2.5.29.30", isCritical: true,
            DER.sequence(subtrees(0xa0, permitted), subtrees(0xa1, excluded)))
    }
}
