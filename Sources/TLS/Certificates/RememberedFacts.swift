package import Network

/// Facts by the digest of their certificate, bounded in bytes.
package struct RememberedFacts: Sendable {
    private var facts: [CertificateDigest: CertificateFacts] = [:]

    /// An estimate of the memory that the facts take.
    package private(set) var bytes = 0

    /// Nothing is remembered at first.
    package init() {}

    /// What was read of that certificate before.
    package subscript(digest: CertificateDigest) -> CertificateFacts? { facts[digest] }

    /// Begins anew when it is full: rare, and cheaper than to keep an order.
    package mutating func keep(_ new: CertificateFacts, _ digest: CertificateDigest) {
        let cost = Self.cost(new)
        if bytes + cost > TLSLimits.rememberedFactsBytesMax {
            facts.removeAll()
            bytes = 0
        }
        if facts.updateValue(new, forKey: digest) == nil { bytes += cost }
    }

    /// Text, and a flat rate for the table and the headers of the strings.
    private static func cost(_ facts: CertificateFacts) -> Int {
        let names = facts.alternativeNames.reduce(0) { $0 + $1.utf8.count + 32 }
        return 512 + names + facts.subject.utf8.count + facts.issuer.utf8.count
            + facts.commonName.utf8.count
    }
}
