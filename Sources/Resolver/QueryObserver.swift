import Network

/// Who counts what name servers were asked.
public protocol QueryObserver: Sendable {
    /// One question, of one name and one type of record, has ended with `result`.
    ///
    /// Called on the thread of the loop. Answers that were known are no question; a question that
    /// several attempts wait for is one; an attempt that left before the end changes nothing.
    func queried(result: QueryResult)
}

/// How a question to the name servers ended; the raw value is the `result` label.
public enum QueryResult: String, CaseIterable, Sendable {
    /// With what was asked for.
    case success
    /// The name does not exist.
    case notFound = "not_found"
    /// The name has no such record.
    case noData = "no_data"
    /// No server answered.
    case timeout
    /// Every server failed, or nobody listens at its port.
    case serverFailure = "server_failure"
    /// Every server refused.
    case refused
    /// What came could not be read, or the name could not be asked.
    case malformed
    /// This machine lacked something.
    case local
    /// The resolver was shut down.
    case cancelled
    /// A status that has no name here: a bug.
    case other

    init(_ result: Result<ReadAnswer, ResolveError>) {
        self =
            switch result {
            case .success: .success
            case .failure(.notFound): .notFound
            case .failure(.noData): .noData
            case .failure(.timeout): .timeout
            case .failure(.serverFailure): .serverFailure
            case .failure(.refused): .refused
            case .failure(.malformed): .malformed
            case .failure(.cancelled): .cancelled
            case .failure(.local): .local
            case .failure(.other): .other
            }
    }
}
