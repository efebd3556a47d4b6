public import Time

/// What turns names into addresses, and names of services into where they are.
public protocol NameResolver: Sendable {
    /// Asks for the addresses of `name` of the wanted families, at the latest by `deadline`.
    ///
    /// Throws ``ResolveError/noData`` where the name exists but has no such address. Where one
    /// family answers and the other fails, the answer is what answered, and says what failed.
    func resolve(
        _ name: String, families: AddressFamilies, deadline: Instant
    ) async throws(ResolveError) -> NameAnswer

    /// Asks where the service `name` is offered (SRV, RFC 2782), at the latest by `deadline`.
    ///
    /// Throws ``ResolveError/noData`` where the name exists but has no such record. That a service
    /// is decidedly not available is no error, but an answer without records.
    func services(
        of name: String, deadline: Instant
    ) async throws(ResolveError) -> ServiceAnswer

    /// Asks these name servers from now on; those of the machine where there are none.
    ///
    /// What is under way ends by its deadline, whoever answers. The same servers once more change
    /// nothing.
    func ask(_ servers: [Endpoint])
}

/// Which kinds of address are asked for.
public enum AddressFamilies: Hashable, Sendable {
    /// A records.
    case v4
    /// AAAA records.
    case v6
    /// Both.
    case both
}

/// The addresses of a name.
public struct NameAnswer: Equatable, Sendable {
    /// In the order of the answer, IPv6 and IPv4 each together; never empty.
    public var addresses: [IPAddress]
    /// The name at the end of the chain of aliases; the name asked for where there is none.
    public var canonicalName: String
    /// Whether it was known (an answer kept, or the hosts file), so that nothing was asked.
    public var isCached: Bool
    /// Why nothing is known of one of the wanted families; nil where all is known.
    public var missing: ResolveError?

    /// An answer; `isCached` where nothing had to be asked.
    public init(
        addresses: [IPAddress], canonicalName: String, isCached: Bool,
        missing: ResolveError? = nil
    ) {
        self.addresses = addresses
        self.canonicalName = canonicalName
        self.isCached = isCached
        self.missing = missing
    }
}

/// Why a name gave no answer: one name a cause.
public enum ResolveError: Error, Equatable, Sendable {
    /// The name does not exist (NXDOMAIN).
    case notFound
    /// The name exists, without an address of the wanted family or without a service.
    case noData
    /// No server answered by the deadline.
    case timeout
    /// SERVFAIL, NOTIMP or FORMERR from every server.
    case serverFailure
    /// REFUSED from every server.
    case refused
    /// An answer that cannot be read.
    case malformed
    /// The task that waited was cancelled.
    case cancelled
    /// Our own trouble.
    case local(LocalTrouble)
    /// A status of the library that has no name here: a bug to be counted.
    case other(status: Int32)
}
