internal import Network
internal import Synchronization

/// Facts that were read before.
///
/// A probe sees the same certificates each time, and thousands of probes the same intermediates:
/// neither the work nor the memory is spent twice.
final class CertificateFactsMemory: Sendable {
    private let remembered = Mutex(Remembered())

    /// The facts of a certificate, read now or remembered.
    func facts(_ certificate: OpaquePointer) -> CertificateFacts {
        let digest = unsafe CertificateDigest(certificate)
        if let facts = remembered.withLock({ $0.facts[digest] }) { return facts }
        let facts = unsafe CertificateReader.facts(certificate, digest: digest)
        remembered.withLock { $0.keep(facts, digest) }
        return facts
    }

    private struct Remembered {
        var facts: [CertificateDigest: CertificateFacts] = [:]
        var bytes = 0

        /// Begins anew when it is full: rare, and cheaper than to keep an order.
        mutating func keep(_ new: CertificateFacts, _ digest: CertificateDigest) {
            let cost = Self.cost(new)
            if bytes + cost > TLSLimits.rememberedFactsBytesMax {
                facts.removeAll()
                bytes = 0
            }
            if facts.updateValue(new, forKey: digest) == nil { bytes += cost }
        }

        /// Text and about as much again for the table and the headers of the strings.
        static func cost(_ facts: CertificateFacts) -> Int {
            let names = facts.alternativeNames.reduce(0) { $0 + $1.utf8.count + 32 }
            return 512 + names + facts.subject.utf8.count + facts.issuer.utf8.count
                + facts.commonName.utf8.count
        }
    }
}
