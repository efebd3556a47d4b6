package import Network

/// What is asked of a name server.
package struct Question: Hashable, Sendable {
    /// Of whom.
    package var name: DomainName
    /// Which of its records.
    package var type: RecordType

    /// The records that can be asked for; the raw value is TYPE on the wire.
    package enum RecordType: UInt16, Sendable {
        /// A: IPv4 addresses (RFC 1035 section 3.4.1).
        case a = 1
        /// AAAA: IPv6 addresses (RFC 3596).
        case aaaa = 28
        /// SRV: where a service is offered (RFC 2782).
        case srv = 33

        /// Whether answers are kept; who asks for services does so when theirs has run out.
        var isKept: Bool { self != .srv }
    }

    /// The question for the records of one type.
    package init(_ name: DomainName, _ type: RecordType) {
        self.name = name
        self.type = type
    }
}

/// What a name server answered, read.
package struct ReadAnswer: Equatable, Sendable {
    /// What was asked for.
    package var records: Records
    /// The end of the chain of aliases; nil where there is none.
    package var alias: String?
    /// The shortest of all records concerned; never negative.
    package var timeToLiveSeconds: Int64

    /// Records of one type.
    package enum Records: Equatable, Sendable {
        /// Of one family, in the order of the message; never empty.
        case addresses([IPAddress])
        /// Each once, in their order; empty where the service is decidedly not available.
        case services([ServiceRecord])
    }

    /// An answer to the question for `records`.
    package init(_ records: Records, alias: String?, timeToLiveSeconds: Int64) {
        self.records = records
        self.alias = alias
        self.timeToLiveSeconds = timeToLiveSeconds
    }

    /// The addresses; none where it is about something else.
    package var addresses: [IPAddress] {
        if case .addresses(let addresses) = records { addresses } else { [] }
    }

    /// The services; none where it is about something else.
    package var services: [ServiceRecord] {
        if case .services(let services) = records { services } else { [] }
    }
}
