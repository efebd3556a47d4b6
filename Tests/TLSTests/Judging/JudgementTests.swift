import Network
import Simulation
import TLS
import Testing
import Time

/// Every exhibit through a whole handshake, and past a second judge: the `openssl` program.
@Suite(.enabled(if: OpenSSLProgram.isInstalled))
struct JudgementTests {
    /// Of very many certificates only the first are held against the second reader.
    private static let comparedMax = 3

    @Test(arguments: Exhibit.all)
    func `a certificate is judged as the table says, and as openssl does`(
        exhibit: Exhibit
    ) throws {
        let pieces = try exhibit.make(Cast.shared)
        for version in [TLSVersion.tls12, .tls13] {
            let settings = TLSSettings(
                serverName: exhibit.asked, authorities: .pem(pieces.trusted),
                maximumVersion: version)
            let client = try OpenSSLProvider().client(settings)
            let (facts, longestStep) = try Self.judge(client, pieces, version)
            #expect(facts.verification == exhibit.verification)
            #expect(facts.version == "TLS \(version.rawValue)")
            #expect(facts.certificates.count == pieces.served.count)
            #expect(facts.certificates.first?.notBefore == exhibit.notBefore)
            #expect(facts.certificates.first?.notAfter == exhibit.notAfter)
            #expect(longestStep < Self.bound)
            guard version == .tls13 else { continue }
            for (certificate, facts) in zip(pieces.served, facts.certificates)
                .prefix(Self.comparedMax)
            {
                let isLeaf = certificate == pieces.served.first
                try Self.compare(
                    facts, with: certificate, shownNames: isLeaf ? exhibit.shownNames : nil)
            }
        }
        try Self.compare(exhibit, pieces)
    }

    private static var bound: Duration { Sanitizer.allowance(.milliseconds(15)) }

    /// What a client finds, and the longest that its thread works at a stretch.
    ///
    /// Where that is too long it is tried again: what others do to the caches is not its own work.
    private static func judge(
        _ client: any TLSClient, _ pieces: Exhibit.Pieces, _ version: TLSVersion
    ) throws -> (TLSFacts, Duration) {
        var longestStep = Duration.seconds(3_600)
        var found: TLSFacts?
        for _ in 0..<3 where longestStep >= Self.bound {
            let session = TimedSession(try client.makeSession(at: World.now))
            found = Encounter(session, try pieces.server(to: version)).facts
            longestStep = min(longestStep, session.longestStep)
        }
        return (try #require(found), longestStep)
    }

    private static func compare(
        _ facts: CertificateFacts, with certificate: [UInt8], shownNames: [String]?
    ) throws {
        let openssl = try OpenSSLProgram()
        try openssl.write(certificate, to: "leaf.pem")
        let printed = try openssl.facts(of: "leaf.pem")
        #expect(facts.subject == printed["subject"])
        #expect(facts.issuer == printed["issuer"])
        #expect(facts.serialNumber == printed["serial"]?.lowercased())
        let fingerprint = printed["sha256 Fingerprint"]?.split(separator: ":").joined()
        #expect(facts.fingerprint == fingerprint?.lowercased())
        if printed["notAfter"]?.hasPrefix("Bad") == false {
            #expect(facts.notBefore == OpenSSLProgram.wallTime(printed["notBefore"]))
            #expect(facts.notAfter == OpenSSLProgram.wallTime(printed["notAfter"]))
        }
        let names = try shownNames ?? openssl.alternativeNames(of: "leaf.pem")
        #expect(facts.alternativeNames == Array(names.prefix(TLSLimits.alternativeNamesMax)))
    }

    /// Whether `openssl verify` comes to the same conclusion with the same bounds.
    private static func compare(_ exhibit: Exhibit, _ pieces: Exhibit.Pieces) throws {
        let openssl = try OpenSSLProgram()
        try openssl.write(pieces.served[0], to: "leaf.pem")
        try openssl.write(Array(pieces.served.joined()), to: "served.pem")
        try openssl.write(pieces.trusted, to: "trusted.pem")
        let time = World.now.secondsSinceEpoch
        let identity = IPAddress(exhibit.asked) == nil ? "-verify_hostname" : "-verify_ip"
        let status = try openssl.status(of: [
            "verify", "-no-CApath", "-no-CAstore", "-CAfile", "trusted.pem", "-untrusted",
            "served.pem", "-partial_chain", "-purpose", "sslserver", "-auth_level", "2",
            "-verify_depth", "\(TLSLimits.chainDepthMax)", "-attime", "\(time)", identity,
            exhibit.asked, "leaf.pem",
        ])
        let isVerified = if case .verified = exhibit.verification { true } else { false }
        let agrees = isVerified == (status == 0)
        #expect(agrees == (exhibit.dissent == nil), "openssl verify returned \(status)")
    }
}
