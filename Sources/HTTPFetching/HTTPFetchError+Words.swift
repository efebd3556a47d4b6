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
