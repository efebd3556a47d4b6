import Network
import Wire

extension HTTPFetchError: CustomStringConvertible {
    /// What happened, in words for people.
    public var description: String {
        switch self {
        case .resolve(let error): error.words
        case .connect(let error): error.words
        case .tls(.alert(let number)):
            "the server broke TLS off with alert \(number), \(AlertDescription.name(of: number))"
        case .tls(.protocolViolation(let words)): "TLS could not be spoken: \(words)"
        case .tls(.memory): LocalTrouble.memory.words
        case .certificate(let problem): problem.words
        case .timeout: "the server did not answer in full in time"
        case .reset: "the server reset the connection"
        case .closedEarly: "the connection ended before the answer was whole"
        case .broken(let error): "the connection broke: \(error.words)"
        case .malformed(let error): "the answer cannot be read: \(error.explanation)"
        case .tooLarge(let bytes): "the document has more than \(bytes) bytes"
        case .cancelled: "it was given up"
        case .local(let trouble): trouble.words
        }
    }
}

extension ResolveError {
    fileprivate var words: String {
        switch self {
        case .notFound: "the name does not exist"
        case .noData: "the name has no address"
        case .timeout: "the name servers did not answer in time"
        case .serverFailure: "the name servers failed"
        case .refused: "the name servers refused to answer"
        case .malformed: "the answer of the name servers cannot be read"
        case .cancelled: "it was given up"
        case .local(let trouble): trouble.words
        case .other(let status): "the name could not be resolved, status \(status)"
        }
    }
}

extension NetworkError {
    fileprivate var words: String {
        switch self {
        case .refused: "the connection was refused"
        case .reset: "the connection was reset"
        case .hostUnreachable: "the host cannot be reached"
        case .networkUnreachable: "the network cannot be reached"
        case .timeout: "the connection did not come to stand in time"
        case .cancelled: "it was given up"
        case .local(let trouble): trouble.words
        case .other(let number): "error number \(number)"
        }
    }
}

extension CertificateProblem {
    fileprivate var words: String {
        switch self {
        case .expired: "the server's certificate has expired"
        case .notYetValid: "the server's certificate is not valid yet"
        case .revoked: "the server's certificate is revoked"
        case .nameMismatch: "the server's certificate is for another name"
        case .untrusted: "the server's certificate is not signed by a trusted authority"
        case .incompleteChain: "the server does not send the certificates that lead to a root"
        case .weak: "the server's certificate is too weak"
        case .wrongPurpose: "the server's certificate is not for servers"
        case .nameConstraint: "the authority may not sign for the server's name"
        case .invalid: "the server's certificate is not valid"
        }
    }
}

extension LocalTrouble {
    fileprivate var words: String {
        switch self {
        case .descriptors: "this machine has no descriptor left"
        case .ports: "this machine has no port left"
        case .memory: "this machine has no memory left"
        case .permission: "this process may not connect there"
        case .localRoute: "this machine has no route there"
        case .sourceUnavailable: "the interface or the source address is not there"
        case .credentials: "our certificate or its key cannot be read"
        }
    }
}
