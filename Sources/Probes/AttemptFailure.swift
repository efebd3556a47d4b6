import Network
import Time

/// What ended an attempt before its goal, and where.
struct AttemptFailure: Error {
    var verdict: Verdict
    var detail: String?
    /// The reading that closed the last phase, where the attempt ended with a whole one.
    var endedAt: Instant?

    init(reason: FailureReason, in phase: Phase, detail: String? = nil) {
        verdict = .failure(reason, phase)
        self.detail = detail
    }

    init(inconclusive reason: InconclusiveReason, detail: String? = nil) {
        verdict = .inconclusive(reason)
        self.detail = detail
    }

    init(_ error: NetworkError, in phase: Phase) {
        switch error {
        case .refused: self.init(reason: .refused, in: phase)
        case .reset: self.init(reason: .reset, in: phase)
        case .hostUnreachable: self.init(reason: .hostUnreachable, in: phase)
        case .networkUnreachable: self.init(reason: .networkUnreachable, in: phase)
        case .timeout: self.init(reason: .timeout, in: phase)
        case .cancelled: self.init(inconclusive: .shutdown)
        case .local(let trouble): self.init(inconclusive: InconclusiveReason(trouble))
        case .other(let number):
            self.init(reason: .other, in: phase, detail: "error number \(number)")
        }
    }

    init(_ failure: TLSFailure, in phase: Phase) {
        switch failure {
        case .alert(let number):
            let name = AlertDescription.name(of: number)
            self.init(
                reason: .tlsAlert, in: phase, detail: "the peer sent alert \(number) (\(name))")
        case .protocolViolation(let words):
            self.init(reason: .tlsProtocol, in: phase, detail: words)
        case .memory:
            self.init(inconclusive: .memory)
        }
    }

    init(_ error: ResolveError, in phase: Phase = .resolve) {
        switch error {
        case .notFound: self.init(reason: .dnsNotFound, in: phase)
        case .noData: self.init(reason: .dnsNoData, in: phase)
        case .timeout: self.init(reason: .dnsTimeout, in: phase)
        case .serverFailure: self.init(reason: .dnsServerFailure, in: phase)
        case .refused: self.init(reason: .dnsRefused, in: phase)
        case .malformed: self.init(reason: .dnsMalformed, in: phase)
        case .cancelled: self.init(inconclusive: .shutdown)
        case .local(let trouble): self.init(inconclusive: InconclusiveReason(trouble))
        case .other(let status):
            self.init(reason: .other, in: phase, detail: "resolver status \(status)")
        }
    }
}

extension InconclusiveReason {
    init(_ trouble: LocalTrouble) {
        self =
            switch trouble {
            case .descriptors: .descriptors
            case .ports: .ports
            case .memory: .memory
            case .permission: .permission
            case .localRoute: .localRoute
            case .sourceUnavailable: .sourceUnavailable
            }
    }
}

extension FailureReason {
    init(_ problem: CertificateProblem) {
        self =
            switch problem {
            case .expired: .certificateExpired
            case .notYetValid: .certificateNotYetValid
            case .revoked: .certificateRevoked
            case .nameMismatch: .certificateNameMismatch
            case .untrusted: .certificateUntrusted
            case .incompleteChain: .certificateIncompleteChain
            case .weak: .certificateWeak
            case .wrongPurpose: .certificateWrongPurpose
            case .nameConstraint: .certificateNameConstraint
            case .invalid: .certificateInvalid
            }
    }
}
