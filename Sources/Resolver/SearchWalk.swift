package import Network

/// What a name may stand for, name by name, as glibc has it (resolv.conf(5): `search`, `ndots`).
///
/// A name with fewer dots than `ndots` is tried in the domains of the list first and then as it is,
/// any other as it is first; one that ends in a dot stands for itself alone. Where no name has an
/// address, glibc forgets servers that failed; here they decide, see ``advance(after:)``.
package struct SearchWalk {
    /// What is to be asked for now.
    package private(set) var current: DomainName
    private let literal: DomainName
    private var domains: ArraySlice<DomainName>
    private let isLiteralFirst: Bool
    /// What the name as it is failed with, where it was the first.
    private var literalError: ResolveError?
    /// The first failure that tells neither that a name exists nor that it does not.
    private var unknown: ResolveError?
    private var hasNoData = false

    /// The walk of `name`, which `isAbsolute` where it was written with a dot at the end.
    package init(
        _ name: DomainName, isAbsolute: Bool, _ configuration: ResolverConfiguration
    ) {
        literal = name
        current = name
        domains = isAbsolute ? [] : configuration.searchDomains[...]
        isLiteralFirst =
            domains.isEmpty || name.dotCount >= configuration.searchDotsMin
        if !isLiteralFirst { _ = takeDomain() }
    }

    /// Whether nothing was asked for before ``current``.
    package private(set) var isFirst = true

    /// Goes on to the next name, for ``current`` failed with `error`; throws where it was the last.
    ///
    /// A domain where nothing is, or whose servers fail, is passed over. After anything else no
    /// other domain is tried, but the name as it is where it was not yet. It ends with what the
    /// name as it is failed with, where that was first: who wrote its dots means that name. Or else
    /// with the first failure that left a name unknown, since what was meant may be behind it; or
    /// that there was no data somewhere.
    package mutating func advance(after error: ResolveError) throws(ResolveError) {
        isFirst = false
        switch error {
        // We could not fairly ask: the names that are left would fail no better.
        case .local, .cancelled: throw error
        case .noData: hasNoData = true
        case .notFound: break
        default:
            unknown = unknown ?? error
            if current != literal, error != .serverFailure { domains = [] }
        }
        if isLiteralFirst, current == literal { literalError = error }
        if takeDomain() { return }
        guard isLiteralFirst || current == literal else {
            current = literal
            return
        }
        throw literalError ?? unknown ?? (hasNoData ? .noData : .notFound)
    }

    /// What the walk ends with where ``current`` failed with `error` and there is no more time.
    ///
    /// A name that is left was not asked for, which is a timeout where nothing else was unknown.
    package func end(after error: ResolveError) -> ResolveError {
        var walk = self
        do throws(ResolveError) {
            try walk.advance(after: error)
        } catch {
            return error
        }
        return walk.literalError ?? walk.unknown ?? .timeout
    }

    /// Makes the next name of the list the current one; false where there is none.
    private mutating func takeDomain() -> Bool {
        while let domain = domains.popFirst() {
            guard let name = DomainName("\(literal).\(domain)") else { continue }
            current = name
            return true
        }
        return false
    }
}
