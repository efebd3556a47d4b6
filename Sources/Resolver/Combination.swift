import Network

extension AddressFamilies {
    /// The questions to ask, IPv6 first.
    var wanted: [Question.RecordType] {
        switch self {
        case .v4: [.a]
        case .v6: [.aaaa]
        case .both: [.aaaa, .a]
        }
    }
}

extension Questions.Lookup {
    /// What has not ended yet.
    var pending: PendingQuestion? {
        if case .asked(let pending) = self, !pending.isEnded { pending } else { nil }
    }

    var hasAddresses: Bool {
        if case .success = result { true } else { false }
    }

    var isKnown: Bool {
        if case .known = self { true } else { false }
    }

    /// How it ended; where it has not, why the caller that leaves now has no answer.
    ///
    /// A question that was not even sent says nothing about the servers: too many were before it.
    var result: Result<ReadAnswer, ResolveError> {
        switch self {
        case .known(let answer): .success(answer)
        case .asked(let pending):
            pending.result ?? .failure(pending.isStarted ? .timeout : .local(.memory))
        }
    }
}

extension NameAnswer {
    /// What the families of a name ended with, in one: addresses where any has one.
    init(of name: DomainName, _ lookups: [Questions.Lookup]) throws(ResolveError) {
        var addresses: [IPAddress] = []
        var alias: String?
        var error: ResolveError?
        for lookup in lookups {
            switch lookup.result {
            case .success(let answer):
                addresses += answer.addresses
                alias = alias ?? answer.alias
            case .failure(let failure):
                error = error.map { .moreTelling(ofFamilies: $0, failure) } ?? failure
            }
        }
        if addresses.isEmpty { throw error ?? .noData }
        // That the name has none of a family is known as well.
        let missing = error == .noData || error == .notFound ? nil : error
        self.init(
            addresses: addresses, canonicalName: alias ?? name.description,
            isCached: lookups.allSatisfy(\.isKnown), missing: missing)
    }
}
