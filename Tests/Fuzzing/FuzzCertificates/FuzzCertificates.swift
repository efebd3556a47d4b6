import Network
import TLS
import Time

/// Called by libFuzzer with one input: a letter that says what the rest is.
///
/// An input with another letter is not kept (-1).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let letter = input.first, let reader = readers[letter] else { return -1 }
    reader(Array(input.dropFirst()))
    return 0
}

/// Every reader of certificates.
///
/// A letter is never given to another one: the corpus knows it.
private let readers: [UInt8: @Sendable ([UInt8]) -> Void] = [
    UInt8(ascii: "d"): certificate, UInt8(ascii: "a"): authorities,
    UInt8(ascii: "s"): staple,
]

/// What a server sends: DER.
@Sendable private func certificate(_ bytes: [UInt8]) {
    guard let facts = CertificateReader.facts(der: bytes) else { return }
    precondition(facts == CertificateReader.facts(der: bytes), "read otherwise the second time")
    precondition(facts.fingerprint.utf8.count == 64, "no SHA-256")
    precondition(facts.serialNumber.utf8.count <= 2 * TLSLimits.serialNumberBytesMax + 1, "long")
    precondition(facts.alternativeNames.count <= TLSLimits.alternativeNamesMax, "many")
    for text in [facts.subject, facts.issuer, facts.commonName] + facts.alternativeNames {
        precondition(text.utf8.count <= TLSLimits.nameBytesMax, "a long name")
        let breaksLine = text.unicodeScalars.contains {
            [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        precondition(!breaksLine, "a name of more than a line")
    }
}

/// What a configuration names: PEM.
@Sendable private func authorities(_ bytes: [UInt8]) {
    do throws(TLSSettingsError) {
        let store = try AuthorityStore(.pem(bytes))
        precondition(!store.isEmpty, "nobody is trusted")
    } catch {
        precondition(error == .unreadableAuthorities, "refused for something else")
    }
}

/// What a server staples about its certificate: DER.
///
/// Whatever it says, it is wrong about the future and about the past alike.
@Sendable private func staple(_ bytes: [UInt8]) {
    guard let reading = StapleReader.reading(bytes, leaf: Known.leaf, issuer: Known.issuer) else {
        preconditionFailure("a certificate that was good before")
    }
    if case .good = reading.revocation {
        precondition(reading.thisUpdate != nil, "good, since nobody knows when")
    }
    if let thisUpdate = reading.thisUpdate, thisUpdate > WallTime(secondsSinceEpoch: .min) {
        let before = reading.status(at: WallTime(secondsSinceEpoch: .min)).revocation
        guard case .invalid = before else { preconditionFailure("believed before its time") }
    }
    if let nextUpdate = reading.nextUpdate, nextUpdate < WallTime(secondsSinceEpoch: .max) {
        let after = reading.status(at: WallTime(secondsSinceEpoch: .max)).revocation
        guard case .invalid = after else { preconditionFailure("believed after its time") }
    }
}
