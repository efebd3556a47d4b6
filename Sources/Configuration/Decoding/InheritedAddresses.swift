internal import Network
internal import Probes

/// What a level says of the addresses behind a name, over the level around it.
struct InheritedAddresses {
    /// `ip_protocol`.
    private(set) var policy = AddressPolicy.any
    private var choice = Choice.first
    private var quorum: Written<Quorum>?
    private var staleFor: Duration?
    /// Where this very level says it, and not one around it.
    private var ownChoice: Field?
    private var ownQuorum: Field?
    /// Only where it asks for something: `null` has a meaning everywhere.
    private var ownStaleFor: Field?

    /// The words that there are.
    private enum Choice: String, CaseIterable { case first, any, all }

    /// What holds for a probe.
    struct Resolved {
        var scope = AddressScope.first
        var staleFor: Duration?
    }

    /// Takes over what a level says.
    mutating func read(_ mapping: inout MappingReader) {
        if let field = mapping.take("ip_protocol") {
            policy = field.choice("address policy") ?? policy
        }
        ownChoice = mapping.take("addresses")
        choice = ownChoice?.choice("choice of addresses") ?? choice
        ownQuorum = mapping.take("quorum")
        if let field = ownQuorum { quorum = Written(field, field.quorum()) }
        let staleForField = mapping.take("stale_for")
        ownStaleFor = staleForField.flatMap { $0.isNull ? nil : $0 }
        if let field = staleForField {
            staleFor =
                field.isNull
                ? nil : field.duration(ConfigurationLimits.staleFor) ?? staleFor
        }
    }

    /// What holds for a probe of `host`; what it says itself and has no meaning is reported.
    ///
    /// What is inherited need not fit every probe: an address has no others beside it, and a proxy
    /// keeps those of a name to itself.
    func resolved(_ host: Host?, isProxied: Bool) -> Resolved {
        var resolved = Resolved(staleFor: staleFor)
        if isProxied {
            resolved.staleFor = nil
            let mistake = "the proxy resolves the name, and tells none of its addresses"
            if choice != .first { ownChoice?.report(Mistake(mistake, "leave addresses out")) }
            ownQuorum?.report(Mistake(mistake, "leave quorum out"))
            ownStaleFor?.report(Mistake(mistake, "leave stale_for out"))
            return resolved
        }
        if case .address(let address) = host {
            resolved.staleFor = nil
            let mistake = "\(address) is an address, and has no others beside it"
            if choice != .first {
                ownChoice?.report(Mistake(mistake, "leave addresses out, or write a name as host"))
            }
            ownQuorum?.report(Mistake(mistake, "leave quorum out, or write a name as host"))
            ownStaleFor?.report(
                Mistake(
                    "\(address) is an address, and no name server is asked for it",
                    "leave stale_for out, or write a name as host"))
            return resolved
        }
        switch choice {
        case .first: break
        case .any: resolved.scope = .any
        case .all: resolved.scope = .all(quorum?.value ?? .everyOne)
        }
        if choice != .all {
            ownQuorum?.report(
                Mistake(
                    choice == .any
                        ? "one address is enough" : "only one address is attempted",
                    "write addresses: all, or leave quorum out"))
        }
        return resolved
    }
}

extension Field {
    /// A number of addresses, or a share of them.
    fileprivate func quorum() -> Quorum? {
        let most = ProbeLimits.addressesMax
        let suggestion = "write a number from 1 to \(most), or a percentage such as 50%"
        guard let scalar = scalar("quorum", write: suggestion) else { return nil }
        return attempt { () throws(Mistake) in
            let shown = Excerpt.of(scalar.text)
            if scalar.text.utf8.last == UInt8(ascii: "%") {
                let share = try PercentageText.parse(scalar.text)
                guard share > 0 else {
                    throw Mistake("a quorum of \(shown) always holds", suggestion)
                }
                return .share(share)
            }
            let isDecimal = scalar.text.utf8.allSatisfy {
                $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
            }
            guard isDecimal, !scalar.text.isEmpty else {
                throw Mistake("\(shown) is no quorum", suggestion)
            }
            let count = Int(scalar.text) ?? .max
            guard count <= most else {
                throw Mistake(
                    "\(shown) are more addresses than are attempted", "write at most \(most)")
            }
            guard count > 0 else { throw Mistake("a quorum of \(shown) always holds", suggestion) }
            return .count(count)
        }
    }
}
