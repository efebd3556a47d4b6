extension ResolveError {
    /// Why nothing is known of the name, for people.
    public var words: String {
        switch self {
        case .notFound: "the name does not exist"
        case .noData: "the name has no such record"
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
    /// Why there is no connection, for people.
    public var words: String {
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

extension LocalTrouble {
    /// What we lack, for people.
    public var words: String {
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
