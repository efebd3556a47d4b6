import Network
import TLS
import Time

/// The certificates of the demo, made in memory when it starts.
struct DemoCertificates {
    /// Whom the demo's configuration trusts, PEM.
    let authority: [UInt8]
    /// Good for a year.
    let good: TLSServerCredentials
    /// What its server staples: that it was not revoked, as is known for a week to come.
    let goodStaple: [UInt8]
    /// Ends in ten days.
    let ending: TLSServerCredentials
    /// Ended two days ago.
    let expired: TLSServerCredentials

    private static let day: Duration = .seconds(86_400)

    init(now: WallTime) throws(CertificateIssueError) {
        let root = try CertificateAuthority(
            CertificateRequest(
                commonName: "Sonde demo authority", notBefore: now + Self.day * -90,
                notAfter: now + Self.day * 3_650, use: .authority))
        authority = root.own.certificate
        let leaf = try Self.issue(root, now, from: -10, to: 365)
        good = TLSServerCredentials(leaf)
        goodStaple = try root.staple(
            about: leaf,
            StapleRequest(.good, thisUpdate: now, nextUpdate: now + Self.day * 7))
        ending = TLSServerCredentials(try Self.issue(root, now, from: -80, to: 10))
        expired = TLSServerCredentials(try Self.issue(root, now, from: -30, to: -2))
    }

    private static func issue(
        _ root: CertificateAuthority, _ now: WallTime, from begin: Int, to end: Int
    ) throws(CertificateIssueError) -> IssuedCertificate {
        try root.issue(
            CertificateRequest(
                commonName: "localhost",
                alternativeNames: [.dns("localhost"), .address(.loopback4)],
                notBefore: now + day * begin, notAfter: now + day * end))
    }
}
