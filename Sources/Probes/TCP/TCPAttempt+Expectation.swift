import Network
import Time

// What the port is, held against what it is to be.
extension TCPAttempt {
    /// Throws what a port without a connection fails by; returns where it is as it should be.
    ///
    /// Our own trouble says nothing of a port, so that it never counts as closed.
    mutating func judge(_ error: NetworkError) throws(AttemptFailure) {
        // Silence says nothing where it was too short, nor do some addresses of the others.
        let wasHeardOut = error != .timeout || opensAt + patience <= deadline
        report.portState = wasHeardOut && hasAskedAll ? PortState(error) : nil
        reliesOnSilence = error == .timeout || reliesOnOthers
        let expectation = probe.options.expectation
        guard expectation != .open, let state = report.portState else {
            throw AttemptFailure(error, in: .connect)
        }
        if expectation.isMet(by: state) { return }
        throw AttemptFailure(
            reason: state == .open ? .unexpectedlyOpen : .unexpectedlyClosed, in: .connect,
            detail: "the port is \(state.rawValue)\(error.inBrackets), not \(expectation.rawValue)")
    }

    /// Throws where nobody should be able to connect.
    mutating func judge(_ connection: Connection) throws(AttemptFailure) {
        report.portState = .open
        let expectation = probe.options.expectation
        guard expectation != .open else { return }
        var failure = AttemptFailure(
            reason: .unexpectedlyOpen, in: .connect,
            detail: "the port is open, not \(expectation.rawValue)")
        failure.endedAt = connection.connectedAt
        throw failure
    }
}

extension NetworkError {
    /// What was seen, in brackets, where the state of the port does not say it.
    fileprivate var inBrackets: String {
        switch self {
        case .timeout: " (silent)"
        case .hostUnreachable: " (host unreachable)"
        case .networkUnreachable: " (network unreachable)"
        default: ""
        }
    }
}
