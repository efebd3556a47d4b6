import Network
import Probes
import Simulation
import Testing
import Time

/// What is asked of a handshake beyond a certificate that holds.
struct TLSDemandTests {
    private static func attempt(
        _ facts: TLSFacts, verify: Bool = true, _ change: (inout TLSSettings) -> Void
    ) throws -> ProbeReport {
        try attempt(.completes(facts), verify: verify, change)
    }

    private static func attempt(
        _ answer: TLSServerAnswer, verify: Bool = true, _ change: (inout TLSSettings) -> Void
    ) throws -> ProbeReport {
        var tls = TLSSettings(serverName: Scene.name, verify: verify)
        change(&tls)
        var options = Scene.options()
        options.tls = tls
        return try Scene.tls(answer).attempt(options)
    }

    private static func facts(
        picked: String? = nil, keys: [String] = [],
        _ verification: CertificateVerification? = nil
    ) -> TLSFacts {
        var facts = verification.map { Scene.facts($0) } ?? Scene.facts()
        facts.applicationProtocol = picked
        facts.certificates = keys.map { key in
            var certificate = Scene.certificate
            certificate.publicKeyDigest = key
            return certificate
        }
        return facts
    }

    @Test(arguments: ["h2", "http/1.1"])
    func `a protocol that was offered and picked is a success, and told`(name: String) throws {
        let facts = Self.facts(picked: name)
        let report = try Self.attempt(facts) { $0.applicationProtocols = ["h2", "http/1.1"] }
        #expect(report.verdict == .success)
        #expect(report.tls?.applicationProtocol == name)
    }

    @Test(
        arguments: [
            (nil, "the peer picked none of the protocols"),
            ("spdy/3", "the peer picked spdy/3, which was not offered"),
        ] as [(String?, String)])
    func `no protocol, or one that was not offered, is refused`(
        picked: String?, detail: String
    ) throws {
        let facts = Self.facts(picked: picked)
        let report = try Self.attempt(facts) { $0.applicationProtocols = ["h2"] }
        #expect(report.verdict == .failure(.alpnRefused, .tls))
        #expect(report.detail == detail)
        #expect(report.tls == facts)
        #expect(report.phases.tls == Scene.oneWay * 2)
    }

    @Test func `an alert for want of a protocol is a refusal where protocols were offered`() throws
    {
        let asked = try Self.attempt(.alert(120)) { $0.applicationProtocols = ["h2"] }
        #expect(asked.verdict == .failure(.alpnRefused, .tls))
        #expect(asked.detail == "the peer sent alert 120 (no_application_protocol)")
        let other = try Self.attempt(.alert(40)) { $0.applicationProtocols = ["h2"] }
        #expect(other.verdict == .failure(.tlsAlert, .tls))
        let unasked = try Self.attempt(.alert(120)) { _ in }
        #expect(unasked.verdict == .failure(.tlsAlert, .tls))
    }

    @Test(arguments: [true, false])
    func `a pin of any certificate that is served is enough`(verify: Bool) throws {
        let facts = Self.facts(keys: ["aa", "bb"])
        for pins in [["aa"], ["bb"], ["cc", "bb"]] as [Set<String>] {
            let report = try Self.attempt(facts, verify: verify) { $0.pins = pins }
            #expect(report.verdict == .success)
        }
    }

    @Test(arguments: [true, false])
    func `no pin that matches is a mismatch, whether or not trust matters`(verify: Bool) throws {
        let report = try Self.attempt(Self.facts(keys: ["aa", "bb"]), verify: verify) {
            $0.pins = ["cc"]
        }
        #expect(report.verdict == .failure(.certificatePinMismatch, .tls))
        #expect(report.detail == "no public key that was served is pinned, the leaf's is aa")
        #expect(report.certificates.count == 2)
    }

    @Test func `a problem of the certificate is told before a pin, and a pin before a protocol`()
        throws
    {
        let bad = Self.facts(keys: ["aa"], .failed(.untrusted))
        let demand = { (tls: inout TLSSettings) in
            tls.pins = ["cc"]
            tls.applicationProtocols = ["h2"]
        }
        #expect(try Self.attempt(bad, demand).verdict == .failure(.certificateUntrusted, .tls))
        let lenient = try Self.attempt(bad, verify: false, demand)
        #expect(lenient.verdict == .failure(.certificatePinMismatch, .tls))
    }
}
