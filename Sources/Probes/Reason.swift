/// Why an attempt failed: the values of the `reason` label of `probe_failure_reasons_total`.
public enum FailureReason: String, CaseIterable, Sendable {
    /// An RST answered the connection request.
    case refused
    /// Nothing came by the deadline.
    case timeout
    /// An RST ended the connection.
    case reset
    /// The host cannot be reached, says a router or the last link.
    case hostUnreachable = "host_unreachable"
    /// The network cannot be reached, says a router.
    case networkUnreachable = "network_unreachable"
    /// The name does not exist.
    case dnsNotFound = "dns_not_found"
    /// The name has no address of the wanted family.
    case dnsNoData = "dns_no_data"
    /// No name server answered in time.
    case dnsTimeout = "dns_timeout"
    /// The name servers say that they failed.
    case dnsServerFailure = "dns_server_failure"
    /// The name servers refuse to answer us.
    case dnsRefused = "dns_refused"
    /// The answer of the name server cannot be read.
    case dnsMalformed = "dns_malformed"
    /// Fewer addresses of the name are up than must be.
    case tooFewAddresses = "too_few_addresses"
    /// The peer broke off the handshake with an alert.
    case tlsAlert = "tls_alert"
    /// What the peer sent is no TLS.
    case tlsProtocol = "tls_protocol"
    /// The peer closed the connection before the handshake was done.
    case tlsTruncated = "tls_truncated"
    /// A certificate's validity has ended.
    case certificateExpired = "certificate_expired"
    /// A certificate's validity has not begun.
    case certificateNotYetValid = "certificate_not_yet_valid"
    /// The chain ends at nobody we trust.
    case certificateUntrusted = "certificate_untrusted"
    /// The server did not send the certificates between its own and a root.
    case certificateIncompleteChain = "certificate_incomplete_chain"
    /// The certificate is for other names.
    case certificateNameMismatch = "certificate_name_mismatch"
    /// A key or signature is too weak.
    case certificateWeak = "certificate_weak"
    /// The certificate was not issued for this use.
    case certificateWrongPurpose = "certificate_wrong_purpose"
    /// An authority may not issue for that name.
    case certificateNameConstraint = "certificate_name_constraint"
    /// The certificate was revoked.
    case certificateRevoked = "certificate_revoked"
    /// The certificate is broken in another way.
    case certificateInvalid = "certificate_invalid"
    /// No certificate that was served has a public key that is pinned.
    case certificatePinMismatch = "certificate_pin_mismatch"
    /// The peer speaks none of the protocols that were offered (ALPN).
    case alpnRefused = "alpn_refused"
    /// The proxy does not give us a tunnel, or is not there.
    case proxyRefused = "proxy_refused"
    /// The proxy wants credentials, or others than ours.
    case proxyAuthentication = "proxy_authentication"
    /// The peer closed the connection before it had said what it should.
    case closedEarly = "closed_early"
    /// The peer said something else than it should.
    case unexpectedResponse = "unexpected_response"
    /// The peer said more than a step takes, without what it should.
    case responseTooLarge = "response_too_large"
    /// The port is open, and is not to be.
    case unexpectedlyOpen = "unexpectedly_open"
    /// The port is closed in another way than it is to be.
    case unexpectedlyClosed = "unexpectedly_closed"
    /// A cause without a name here: a bug to be counted.
    case other
}

/// Why an attempt says nothing about its target: the values of `reason` of
/// `sonde_inconclusive_total`.
public enum InconclusiveReason: String, CaseIterable, Sendable {
    /// No descriptor was left.
    case descriptors
    /// No local port was free.
    case ports
    /// No memory was left.
    case memory
    /// We may not do this.
    case permission
    /// Nothing leaves this machine for there.
    case localRoute = "local_route"
    /// The configured interface or source address is not there.
    case sourceUnavailable = "source_unavailable"
    /// A password, a certificate that we should show, or its key, cannot be read.
    case credentials
    /// The prober stood still while the attempt ran.
    case stalled
    /// The machine was suspended while the attempt ran.
    case suspended
    /// The exporter ends.
    case shutdown
    /// The configuration asks for something else since the attempt began.
    case reloaded
    /// A probe is down on which this one depends.
    case parentDown = "parent_down"
}
