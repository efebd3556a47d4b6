import Network

/// What TLS settings ask of a handshake.
extension TLSSettings {
    /// What is not as it should be with a handshake that is done, the most telling first.
    func refusal(of facts: TLSFacts) -> AttemptFailure? {
        if verify, case .failed(let problem) = facts.verification {
            return AttemptFailure(reason: FailureReason(problem), in: .tls)
        }
        if !pins.isEmpty, !facts.certificates.contains(where: { pins.contains($0.publicKeyDigest) })
        {
            let leaf =
                facts.certificates.first.map { ", the leaf's is \($0.publicKeyDigest)" } ?? ""
            return AttemptFailure(
                reason: .certificatePinMismatch, in: .tls,
                detail: "no public key that was served is pinned" + leaf)
        }
        guard !applicationProtocols.isEmpty else { return nil }
        guard let picked = facts.applicationProtocol else {
            return AttemptFailure(
                reason: .alpnRefused, in: .tls, detail: "the peer picked none of the protocols")
        }
        // A server may only pick what was offered (RFC 7301 section 3.2).
        guard applicationProtocols.contains(picked) else {
            return AttemptFailure(
                reason: .alpnRefused, in: .tls,
                detail: "the peer picked \(picked), which was not offered")
        }
        return nil
    }

    /// A failed handshake in the light of what was asked for.
    func explain(_ failure: AttemptFailure) -> AttemptFailure {
        guard !applicationProtocols.isEmpty, failure.alert == Self.noApplicationProtocol else {
            return failure
        }
        return AttemptFailure(reason: .alpnRefused, in: .tls, detail: failure.detail)
    }

    /// RFC 7301 section 3.2.
    private static var noApplicationProtocol: UInt8 { 120 }
}
