internal import Network
internal import Synchronization

/// Facts that were read before.
///
/// A probe sees the same certificates each time, and thousands of probes the same intermediates:
/// neither the work nor the memory is spent twice.
final class CertificateFactsMemory: Sendable {
    private let remembered = Mutex(RememberedFacts())
    private let staples = Mutex(RememberedStaples())

    /// The facts of a certificate, read now or remembered.
    func facts(_ certificate: OpaquePointer) -> CertificateFacts {
        let digest = unsafe CertificateDigest(certificate)
        if let facts = remembered.withLock({ $0[digest] }) { return facts }
        let facts = unsafe CertificateReader.facts(certificate, digest: digest)
        remembered.withLock { $0.keep(facts, digest) }
        return facts
    }

    /// What was stapled about a certificate, verified now or remembered.
    func staple(
        _ staple: UnsafeBufferPointer<UInt8>, leaf: OpaquePointer, issuer: OpaquePointer?
    ) -> StapleReading {
        // What is too large is not worth a digest either.
        guard staple.count <= TLSLimits.stapleBytesMax else {
            return unsafe StapleReader.reading(staple, leaf: leaf, issuer: issuer)
        }
        let key = unsafe RememberedStaples.Key(
            leaf: CertificateDigest(leaf), issuer: issuer.map { unsafe CertificateDigest($0) },
            staple: CertificateDigest(of: staple))
        if let reading = staples.withLock({ $0[key] }) { return reading }
        let reading = unsafe StapleReader.reading(staple, leaf: leaf, issuer: issuer)
        staples.withLock { $0.keep(reading, key) }
        return reading
    }

    /// How many staples were read and verified, not remembered.
    var readStapleCount: Int { staples.withLock { $0.readCount } }
}
