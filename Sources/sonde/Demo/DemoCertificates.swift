import Network
import TLS
import Time

/// The certificates of the demo, made in memory when it starts: one for each stage of a life.
struct DemoCertificates {
    /// Whom the demo's configuration trusts, PEM.
    let authority: [UInt8]
    /// The one that ends in a year, PEM, as its server has it on disk.
    let yearFile: [UInt8]
    /// What the server of that one staples: it was not revoked, as is known for a week to come.
    let yearStaple: [UInt8]
    private let made: [DemoStage: TLSServerCredentials]

    private static let day: Duration = .seconds(86_400)

    init(now: WallTime) throws(CertificateIssueError) {
        let root = try Self.authority(named: "Sonde demo authority", now)
        let stranger = try Self.authority(named: "Somebody else's authority", now)
        authority = root.own.certificate
        var made: [DemoStage: TLSServerCredentials] = [:]
        for stage in DemoStage.allCases where stage != .year && stage != .untrusted {
            made[stage] = TLSServerCredentials(try Self.issue(root, now, stage))
        }
        made[.untrusted] = TLSServerCredentials(
            try Self.issue(stranger, now, .untrusted), intermediates: [stranger.own])
        let year = try Self.issue(root, now, .year)
        made[.year] = TLSServerCredentials(year)
        yearFile = year.certificate
        yearStaple = try root.staple(
            about: year,
            StapleRequest(.good, thisUpdate: now, nextUpdate: now + Self.day * 7))
        self.made = made
    }

    subscript(stage: DemoStage) -> TLSServerCredentials {
        guard let credentials = made[stage] else {
            preconditionFailure("each stage has been made")
        }
        return credentials
    }

    private static func authority(
        named name: String, _ now: WallTime
    ) throws(CertificateIssueError) -> CertificateAuthority {
        try CertificateAuthority(
            CertificateRequest(
                commonName: name, notBefore: now + day * -90, notAfter: now + day * 3_650,
                use: .authority))
    }

    private static func issue(
        _ issuer: CertificateAuthority, _ now: WallTime, _ stage: DemoStage
    ) throws(CertificateIssueError) -> IssuedCertificate {
        try issuer.issue(
            CertificateRequest(
                commonName: "localhost",
                alternativeNames: [.dns("localhost"), .address(.loopback4)],
                notBefore: now + day * stage.days.begin, notAfter: now + day * stage.days.end))
    }
}

/// How far a certificate of the demo has come.
enum DemoStage: CaseIterable {
    case year, month, fortnight, week, over, early, untrusted

    /// When it begins and ends, in days from now.
    var days: (begin: Int, end: Int) {
        switch self {
        case .year, .untrusted: (-10, 365)
        case .month: (-60, 25)
        case .fortnight: (-80, 10)
        case .week: (-87, 3)
        case .over: (-30, -2)
        case .early: (2, 90)
        }
    }
}
