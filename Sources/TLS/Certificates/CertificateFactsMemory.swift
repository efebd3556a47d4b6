internal import Network
internal import Synchronization

/// Facts that were read before.
///
/// A probe sees the same certificates each time, and thousands of probes the same intermediates:
/// neither the work nor the memory is spent twice.
final class CertificateFactsMemory: Sendable {
    private let remembered = Mutex(RememberedFacts())

    /// The facts of a certificate, read now or remembered.
    func facts(_ certificate: OpaquePointer) -> CertificateFacts {
        let digest = unsafe CertificateDigest(certificate)
        if let facts = remembered.withLock({ $0[digest] }) { return facts }
        let facts = unsafe CertificateReader.facts(certificate, digest: digest)
        remembered.withLock { $0.keep(facts, digest) }
        return facts
    }
}
