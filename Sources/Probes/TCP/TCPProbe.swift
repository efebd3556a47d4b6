public import Network
import Time

/// Connects to a port, speaks TLS there and holds a conversation if it is told to.
public final class TCPProbe: Probe {
    let options: TCPProbeOptions
    let tls: (any TLSClient)?
    let audit: VersionAudit?
    let certificateFile: CertificateFile?
    let keepsTranscript: Bool
    /// What a conversation may say, but for the number of the attempt.
    let facts: AttemptFacts
    /// The parts of its account that it says.
    let accountParts: Set<AccountPart>
    let hasCredentials: Bool
    /// Nil where no answer is used beyond its time.
    let lastAnswer: LastAnswer?

    /// A probe of `options`; `tls` was made of their TLS settings, and is nil where they have none.
    ///
    /// Where it has an audit, it tries now and then which versions of TLS are accepted. The
    /// certificate that is served is compared with that of `certificateFile`. Where it keeps a
    /// transcript, its reports tell what was said.
    public init(
        options: TCPProbeOptions, tls: (any TLSClient)?, audit: VersionAudit? = nil,
        certificateFile: CertificateFile? = nil,
        keepsTranscript: Bool = false
    ) {
        precondition(
            (options.tls == nil) == (tls == nil), "TLS settings and their client go together")
        precondition(
            tls != nil || options.script?.startsTLS != true, "STARTTLS needs TLS settings")
        self.options = options
        self.tls = tls
        self.certificateFile = certificateFile
        self.audit = audit
        self.keepsTranscript = keepsTranscript
        lastAnswer = options.staleFor.map { LastAnswer(keptFor: $0) }
        accountParts = options.account == nil ? [] : options.script?.accountParts ?? []
        hasCredentials = !accountParts.isEmpty || options.proxy?.login != nil
        facts = AttemptFacts(
            options, isUnderTLS: tls != nil && options.script?.startsTLS == false)
    }

    /// Makes one attempt: resolve, connect, and what it is asked for of tls and exchange.
    ///
    /// Where all addresses of a name are attempted, each is attempted in this way.
    public func attempt(in world: ProbeWorld) async -> ProbeReport {
        var attempt = TCPAttempt(probe: self, world: world)
        if case .name(let name) = options.host, case .all(let quorum) = options.addresses {
            return await attempt.report(ofAll: name, quorum)
        }
        return await attempt.report()
    }
}

extension AttemptFacts {
    fileprivate init(_ options: TCPProbeOptions, isUnderTLS: Bool) {
        let host = options.host.description
        let isV6 = if case .address(let address) = options.host { address.isV6 } else { false }
        self.init(
            host: isV6 ? "[\(host)]" : host, port: options.port,
            serverName: options.tls?.serverName ?? host, number: 0, isUnderTLS: isUnderTLS)
    }
}
