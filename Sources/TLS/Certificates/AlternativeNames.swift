internal import COpenSSL
internal import Network

/// The subjectAltName extension (RFC 5280 section 4.2.1.6).
enum AlternativeNames {
    /// The DNS names, addresses, e-mail addresses and URIs of a certificate, in their order.
    static func read(_ certificate: OpaquePointer) -> [String] {
        guard let value = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil)
        else { return [] }
        let names = OpaquePointer(value)
        defer { unsafe GENERAL_NAMES_free(names) }
        var texts: [String] = []
        for index in 0..<(unsafe sonde_name_count(names)) {
            guard texts.count < TLSLimits.alternativeNamesMax else { break }
            if let name = unsafe sonde_name_at(names, index), let text = unsafe text(name.pointee) {
                texts.append(text)
            }
        }
        return texts
    }

    private static func text(_ name: GENERAL_NAME) -> String? {
        switch unsafe name.type {
        case GEN_DNS, GEN_EMAIL, GEN_URI:
            unsafe BoundedText.make(of: bytes(name.d.ia5), limit: TLSLimits.nameBytesMax)
        case GEN_IPADD:
            unsafe address(bytes(name.d.iPAddress))?.description
        default: nil
        }
    }

    private static func bytes(_ text: UnsafePointer<ASN1_STRING>) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(
            start: ASN1_STRING_get0_data(text), count: Int(ASN1_STRING_length(text)))
    }

    private static func address(_ bytes: UnsafeRawBufferPointer) -> IPAddress? {
        func number(_ part: Slice<UnsafeRawBufferPointer>) -> UInt64 {
            unsafe part.reduce(0) { $0 << 8 | UInt64($1) }
        }
        return switch bytes.count {
        case 4: unsafe .v4(UInt32(truncatingIfNeeded: number(bytes[...])))
        case 16: unsafe .v6(high: number(bytes[..<8]), low: number(bytes[8...]), scope: 0)
        default: nil
        }
    }
}
