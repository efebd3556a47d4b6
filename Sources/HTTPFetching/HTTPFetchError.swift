public import Network
public import Wire

/// Why nothing was fetched: one name a cause.
public enum HTTPFetchError: Error, Equatable, Sendable {
    /// The name gave no address.
    case resolve(ResolveError)
    /// No connection could be made; with several addresses, what told the most.
    case connect(NetworkError)
    /// TLS could not be spoken, or broke.
    case tls(TLSFailure)
    /// The certificate is not to be trusted for the name.
    case certificate(CertificateProblem)
    /// The deadline came when the connection stood already.
    case timeout
    /// The server broke the connection off.
    case reset
    /// The server, or somebody in between, ended the connection before the answer was whole.
    case closedEarly
    /// The network broke the connection.
    case broken(NetworkError)
    /// The answer is no HTTP/1.1 that can be read.
    case malformed(HTTPResponseError)
    /// The document has more bytes than it may have.
    case tooLarge(bodyBytesMax: Int)
    /// The task was cancelled.
    case cancelled
    /// We could not fairly try: our own trouble, never the server's.
    case local(LocalTrouble)
}

extension HTTPFetchError {
    /// What ended the search for an address.
    init(_ error: ResolveError) {
        switch error {
        case .cancelled: self = .cancelled
        case .local(let trouble): self = .local(trouble)
        case .notFound, .noData, .timeout, .serverFailure, .refused, .malformed, .other:
            self = .resolve(error)
        }
    }

    /// What kept a connection from being made.
    init(connecting error: NetworkError) {
        switch error {
        case .cancelled: self = .cancelled
        case .local(let trouble): self = .local(trouble)
        case .refused, .reset, .hostUnreachable, .networkUnreachable, .timeout, .other:
            self = .connect(error)
        }
    }

    /// What ended a connection that stood.
    init(_ error: NetworkError) {
        switch error {
        case .cancelled: self = .cancelled
        case .local(let trouble): self = .local(trouble)
        case .timeout: self = .timeout
        case .reset: self = .reset
        case .refused, .hostUnreachable, .networkUnreachable, .other: self = .broken(error)
        }
    }

    /// What broke TLS.
    init(_ failure: TLSFailure) {
        self = failure == .memory ? .local(.memory) : .tls(failure)
    }

    /// What is wrong with a response that may have a body of so many bytes.
    init(_ error: HTTPResponseError, bodyBytesMax: Int) {
        switch error {
        case .endedEarly: self = .closedEarly
        case .bodyTooLong: self = .tooLarge(bodyBytesMax: bodyBytesMax)
        default: self = .malformed(error)
        }
    }
}
