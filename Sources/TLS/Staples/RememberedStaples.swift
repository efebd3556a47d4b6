/// Readings of staples by what they were made of, bounded in number.
package struct RememberedStaples: Sendable {
    /// What a reading depends on.
    package struct Key: Hashable, Sendable {
        private let leaf: CertificateDigest
        private let issuer: CertificateDigest?
        private let staple: CertificateDigest

        /// The digests of a certificate, of its issuer, and of what was stapled.
        package init(
            leaf: CertificateDigest, issuer: CertificateDigest?, staple: CertificateDigest
        ) {
            self.leaf = leaf
            self.issuer = issuer
            self.staple = staple
        }
    }

    private var readings: [Key: StapleReading] = [:]

    /// How many staples were read and verified.
    package private(set) var readCount = 0

    /// Nothing is remembered at first.
    package init() {}

    /// How many are remembered.
    package var count: Int { readings.count }

    /// What was read of that staple before.
    package subscript(key: Key) -> StapleReading? { readings[key] }

    /// Begins anew when it is full: a server staples the same for hours.
    package mutating func keep(_ reading: StapleReading, _ key: Key) {
        if readings.count >= TLSLimits.rememberedStaplesMax { readings.removeAll() }
        readings[key] = reading
        readCount += 1
    }
}
