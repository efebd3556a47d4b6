import Network
import TLS
import Testing

/// A certificate before it is signed; any field may be what no authority would write.
struct Sketch: Sendable {
    /// 2 says version 3 (RFC 5280 section 4.1.2.1); nil leaves it out, which says version 1.
    var version: UInt8? = 2
    /// The bytes of the INTEGER.
    var serialNumber: [UInt8] = [0x12, 0x34]
    var subject = Self.name(World.name)
    /// As it is written, with two or four digits of the year.
    var notBefore = "270105080000Z"
    var notAfter = "270415080000Z"
    var key = SigningKey.p256
    var digest = SketchDigest.sha256
    var extensions: [SketchExtension] = [
        .basicConstraints(isAuthority: false), .keyUsage([.digitalSignature, .keyEncipherment]),
        .extendedKeyUsage([.server]), .names([.dns(World.name)]),
    ]
    /// SubjectPublicKeyInfo in place of that of the key.
    var publicKey: [UInt8]?
    /// What is done to the signature.
    var spoil: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    /// Bytes in place of a signature, which anybody can write.
    var forgedSignature: [UInt8]?

    /// A leaf that nothing is wrong with, but for what `change` does.
    init(_ change: (inout Self) -> Void = { _ in }) {
        change(&self)
    }

    /// An authority of ten years.
    static func authority(_ commonName: String, _ change: (inout Self) -> Void = { _ in }) -> Self {
        Self { sketch in
            sketch.subject = name(commonName)
            sketch.notBefore = "260101000000Z"
            sketch.notAfter = "360101000000Z"
            sketch.extensions = [
                .basicConstraints(isAuthority: true), .keyUsage([.keyCertSign, .crlSign]),
            ]
            change(&sketch)
        }
    }

    /// A distinguished name of one common name, and of e-mail addresses (RFC 2985 section 5.2.1).
    static func name(_ commonName: String, addresses: [String] = []) -> [UInt8] {
        let name = DER.set(DER.sequence(DER.identifier("2.5.4.3"), DER.text(commonName)))
        return DER.sequence(
            of: [name]
                + addresses.map {
                    DER.set(
                        DER.sequence(
                            DER.identifier("1.2.840.113549.1.9.1"),
                            DER.element(0x16, Array($0.utf8))))
                })
    }

    /// Puts other names in place of those of the leaf.
    mutating func rename(_ names: [SketchName], isCritical: Bool = false) {
        extensions.removeAll { $0.identifier == SketchExtension.namesIdentifier }
        if !names.isEmpty { extensions.append(.names(names, isCritical: isCritical)) }
    }

    /// Puts an extension in the place of the one of its kind.
    mutating func replace(_ new: SketchExtension) {
        extensions.removeAll { $0.identifier == new.identifier }
        extensions.append(new)
    }

    /// The certificate, signed by `issuer` or by its own key.
    func signed(by issuer: Party? = nil) throws -> Party {
        let signer = issuer?.key ?? key
        let algorithm = signer.algorithm(digest)
        var parts = version.map { [DER.element(0xa0, DER.integer([$0]))] } ?? []
        parts += [
            DER.integer(serialNumber), algorithm, issuer?.subject ?? subject,
            DER.sequence(DER.time(notBefore), DER.time(notAfter)), subject,
            try publicKey ?? key.publicKey,
        ]
        if version != nil, !extensions.isEmpty {
            parts.append(DER.element(0xa3, DER.sequence(of: extensions.map(\.der))))
        }
        let content = DER.sequence(of: parts)
        let signature =
            try forgedSignature ?? spoil(signer.signature(of: content, digest))
        return Party(
            subject: subject, key: key,
            certificate: DER.sequence(content, algorithm, DER.bits(signature)))
    }
}

/// Somebody with a certificate and a key.
struct Party: Sendable {
    var subject: [UInt8]
    var key: SigningKey
    /// DER.
    var certificate: [UInt8]
}

/// An entry of a subjectAltName extension, or of name constraints.
enum SketchName: Sendable {
    case dns(String)
    case address([UInt8])
    case mail(String)

    /// GeneralName (RFC 5280 section 4.2.1.6).
    var der: [UInt8] {
        switch self {
        case .mail(let text): DER.element(0x81, Array(text.utf8))
        case .dns(let text): DER.element(0x82, Array(text.utf8))
        case .address(let bytes): DER.element(0x87, bytes)
        }
    }
}
