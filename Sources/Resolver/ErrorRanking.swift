package import Network

/// Which of several errors says most.
extension ResolveError {
    /// Of what two servers said to one question.
    ///
    /// A server that answers badly says more than silence, and silence more than that we could not
    /// ask: with one server that was asked fairly, the question was.
    static func moreTelling(ofServers one: ResolveError?, _ other: ResolveError) -> ResolveError {
        guard let one else { return other }
        return one.serverRank <= other.serverRank ? one : other
    }

    /// Of what the two families of one name ended with.
    ///
    /// NXDOMAIN holds for the whole name. Next is whatever leaves a family unknown, our own trouble
    /// first, since we cannot blame the name for it. That a family has no data is said only where
    /// both have none.
    package static func moreTelling(
        ofFamilies one: ResolveError, _ other: ResolveError
    ) -> ResolveError {
        one.familyRank <= other.familyRank ? one : other
    }

    private var serverRank: Int {
        switch self {
        case .notFound: 0
        case .noData: 1
        case .serverFailure: 2
        case .refused: 3
        case .malformed: 4
        case .other: 5
        case .timeout: 6
        case .local: 7
        case .cancelled: 8
        }
    }

    private var familyRank: Int {
        switch self {
        case .cancelled: 0
        case .notFound: 1
        case .local: 2
        case .timeout: 3
        case .serverFailure: 4
        case .refused: 5
        case .malformed: 6
        case .other: 7
        case .noData: 8
        }
    }
}
