import Configuration
import Network
import Probes
import Simulation
import Time

/// What a target of a simulated day is like.
enum DayTarget: Equatable, CaseIterable {
    /// Accepts for ever.
    case accepts
    /// Refuses for ever.
    case refuses
    /// Says nothing, for ever.
    case silent
    /// Accepts, but for outages of every kind.
    case flaps
    /// Speaks TLS with a good certificate.
    case secure
    /// Speaks TLS, but for outages of every kind.
    case secureFlaps
    /// Its certificate expires in the middle of the day.
    case expires
    /// Its certificate expired long ago.
    case expired
    /// Its certificate is changed every few hours.
    case renews
    /// Its certificate is for another name.
    case misnamed
    /// Breaks every handshake off, or never ends one.
    case breaksHandshakes

    var hasTLS: Bool {
        switch self {
        case .accepts, .refuses, .silent, .flaps: false
        default: true
        }
    }

    /// Whether an attempt can succeed at some time.
    var maySucceed: Bool {
        switch self {
        case .refuses, .silent, .expired, .misnamed, .breaksHandshakes: false
        default: true
        }
    }

    /// The only reasons about certificates that can be right.
    var certificateReason: FailureReason? {
        switch self {
        case .expires, .expired: .certificateExpired
        case .misnamed: .certificateNameMismatch
        default: nil
        }
    }

    /// How many of a hundred targets are so.
    var share: Int {
        switch self {
        case .accepts: 30
        case .refuses, .silent, .expires, .renews: 5
        case .flaps: 20
        case .secure, .secureFlaps: 10
        case .expired, .misnamed: 3
        case .breaksHandshakes: 4
        }
    }

    static func draw(_ generator: inout SeededGenerator) -> DayTarget {
        var ticket = Int.random(in: 0..<allCases.reduce(0) { $0 + $1.share }, using: &generator)
        for target in allCases {
            ticket -= target.share
            if ticket < 0 { return target }
        }
        preconditionFailure("the shares add up to what was drawn from")
    }
}

extension DayTarget {
    /// What it does from `begin` to `end`.
    func plan(
        _ tls: SimulatedTLS, from begin: Instant, to end: Instant,
        _ generator: inout SeededGenerator
    ) -> [BehaviourChange] {
        let good = Behaviour.accepts(.tls(tls.server(.completes(Self.facts()))))
        switch self {
        case .accepts: return [BehaviourChange(from: begin, .accepts(.discards))]
        case .refuses: return [BehaviourChange(from: begin, .refuses)]
        case .silent: return [BehaviourChange(from: begin, .silent)]
        case .flaps:
            return Self.outages(.accepts(.discards), from: begin, to: end, &generator)
        case .secure: return [BehaviourChange(from: begin, good)]
        case .secureFlaps: return Self.outages(good, from: begin, to: end, &generator)
        case .expires:
            let half = Duration.nanoseconds((end - begin).nanoseconds / 2)
            return Self.serving(Self.facts(notAfter: SimulationLimits.wallTime + half), tls, begin)
        case .expired:
            return Self.serving(
                Self.facts(notAfter: SimulationLimits.wallTime + .seconds(-86_400)), tls, begin)
        case .misnamed: return Self.serving(Self.facts(.failed(.nameMismatch)), tls, begin)
        case .renews:
            let step = Duration.nanoseconds((end - begin).nanoseconds / 5)
            return (0..<5).map { index in
                let facts = Self.facts(fingerprint: "f\(index)")
                return BehaviourChange(
                    from: begin + step * index, .accepts(.tls(tls.server(.completes(facts)))))
            }
        case .breaksHandshakes:
            let breaks: [Behaviour] = [
                .accepts(.tls(tls.server(.alert(40)))), .accepts(.tls(tls.server(.truncates))),
                .accepts(.tls(tls.server(.resets))), .accepts(.tls(tls.server(.staysSilent))),
                .speaksPlainText, .resetsAfterAccept, .closesAfterAccept, .acceptsAndStaysSilent,
            ]
            return breaks.shuffled(using: &generator).enumerated().map { index, behaviour in
                BehaviourChange(
                    from: begin + .nanoseconds((end - begin).nanoseconds / 8) * index, behaviour)
            }
        }
    }

    private static func serving(
        _ facts: TLSFacts, _ tls: SimulatedTLS, _ begin: Instant
    ) -> [BehaviourChange] {
        [BehaviourChange(from: begin, .accepts(.tls(tls.server(.completes(facts)))))]
    }

    /// Good for an hour on average, then another thing for some minutes, and so on.
    private static func outages(
        _ good: Behaviour, from begin: Instant, to end: Instant,
        _ generator: inout SeededGenerator
    ) -> [BehaviourChange] {
        let bad: [Behaviour] = [
            .refuses, .silent, .hostUnreachable(), .hostUnreachable(after: .milliseconds(20)),
            .networkUnreachable, .resetsOnConnect, .unknownError(71), .localTrouble(.ports),
            .localTrouble(.descriptors), .localTrouble(.localRoute), .localTrouble(.permission),
        ]
        var changes = [BehaviourChange(from: begin, good)]
        var moment = begin + .seconds(.random(in: 0...1_800, using: &generator))
        while moment < end {
            let index = Int.random(in: bad.indices, using: &generator)
            changes.append(BehaviourChange(from: moment, bad[index]))
            moment = moment + .milliseconds(.random(in: 100...900_000, using: &generator))
            changes.append(BehaviourChange(from: moment, good))
            moment = moment + .seconds(.random(in: 60...7_200, using: &generator))
        }
        return changes
    }

    static func facts(
        _ verification: CertificateVerification = .verified(
            chainExpiry: SimulationLimits.wallTime + .seconds(86_400 * 300)),
        notAfter: WallTime = SimulationLimits.wallTime + .seconds(86_400 * 300),
        fingerprint: String = "f0"
    ) -> TLSFacts {
        let certificate = CertificateFacts(
            subject: "CN=day.example", issuer: "CN=Simulated Authority", commonName: "day.example",
            alternativeNames: ["day.example", "www.day.example"], serialNumber: "2a",
            fingerprint: fingerprint,
            notBefore: SimulationLimits.wallTime + .seconds(-86_400 * 300),
            notAfter: notAfter)
        return TLSFacts(
            version: "TLS 1.3", cipher: "TLS_AES_128_GCM_SHA256", certificates: [certificate],
            verification: verification)
    }
}
