public import Probes

extension FailureReason {
    /// The reason for people, as the beginning of a line.
    public var words: String {
        switch self {
        case .refused: "Connection refused"
        case .timeout: "No answer in time"
        case .reset: "Connection reset"
        case .hostUnreachable: "Host unreachable"
        case .networkUnreachable: "Network unreachable"
        case .dnsNotFound: "The name does not exist"
        case .dnsNoData: "The name has no address"
        case .dnsTimeout: "No name server answered"
        case .dnsServerFailure: "The name servers failed"
        case .dnsRefused: "The name servers refused"
        case .dnsMalformed: "The answer of the name server is broken"
        case .tooFewAddresses: "Too few addresses are up"
        case .tlsAlert: "TLS alert"
        case .tlsProtocol: "The answer is not TLS"
        case .tlsTruncated: "Closed during the TLS handshake"
        case .certificateExpired: "Certificate expired"
        case .certificateNotYetValid: "Certificate not yet valid"
        case .certificateUntrusted: "Certificate not trusted"
        case .certificateIncompleteChain: "Certificate chain incomplete"
        case .certificateNameMismatch: "Certificate for another name"
        case .certificateWeak: "Certificate too weak"
        case .certificateWrongPurpose: "Certificate for another purpose"
        case .certificateNameConstraint: "Name not allowed to its authority"
        case .certificateRevoked: "Certificate revoked"
        case .certificateInvalid: "Certificate invalid"
        case .certificatePinMismatch: "Public key is not the pinned one"
        case .alpnRefused: "No common protocol (ALPN)"
        case .proxyRefused: "The proxy refused"
        case .proxyAuthentication: "The proxy wants other credentials"
        case .closedEarly: "Closed early"
        case .unexpectedResponse: "Unexpected answer"
        case .responseTooLarge: "Answer too large"
        case .unexpectedlyOpen: "Open, and should not be"
        case .unexpectedlyClosed: "Closed in another way than expected"
        case .other: "Failed for an unknown reason"
        }
    }
}

extension InconclusiveReason {
    /// The trouble for people, as the beginning of a line; it is Sonde's, and not the target's.
    public var words: String {
        switch self {
        case .descriptors: "No descriptor left"
        case .ports: "No local port free"
        case .memory: "No memory left"
        case .permission: "Not permitted"
        case .localRoute: "No route from here"
        case .sourceUnavailable: "Source address not there"
        case .credentials: "Credentials cannot be read"
        case .stalled: "Sonde stood still"
        case .suspended: "This machine was suspended"
        case .shutdown: "Sonde ended"
        case .reloaded: "Configuration changed"
        case .parentDown: "A probe it depends on is down"
        }
    }
}

extension Phase {
    /// What was under way in it: `while connecting`.
    public var words: String {
        switch self {
        case .resolve: "while resolving the name"
        case .proxy: "at the proxy"
        case .connect: "while connecting"
        case .tls: "in the TLS handshake"
        case .exchange: "in the conversation"
        }
    }

    /// Its name for people.
    var title: String {
        switch self {
        case .resolve: "Name"
        case .proxy: "Proxy"
        case .connect: "Connect"
        case .tls: "TLS"
        case .exchange: "Exchange"
        }
    }
}
