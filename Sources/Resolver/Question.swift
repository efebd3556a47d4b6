package import Network

/// What is asked of a name server.
package struct Question: Hashable, Sendable {
    /// Of whom.
    package var name: DomainName
    /// Which of the two.
    package var family: Family

    /// The records that hold addresses.
    package enum Family: Sendable {
        /// A (RFC 1035 section 3.4.1).
        case v4
        /// AAAA (RFC 3596).
        case v6
    }

    /// The question for the addresses of one family.
    package init(_ name: DomainName, _ family: Family) {
        self.name = name
        self.family = family
    }
}

/// What a name server answered, read.
package struct ReadAnswer: Equatable, Sendable {
    /// Of one family, in the order of the message; never empty.
    package var addresses: [IPAddress]
    /// The end of the chain of aliases; nil where there is none.
    package var alias: String?
    /// The shortest of all records concerned; never negative.
    package var timeToLiveSeconds: Int64

    package init(addresses: [IPAddress], alias: String?, timeToLiveSeconds: Int64) {
        self.addresses = addresses
        self.alias = alias
        self.timeToLiveSeconds = timeToLiveSeconds
    }
}
