/// Which of the addresses behind a name an attempt is about.
public enum AddressScope: Hashable, Sendable {
    /// One of them: the first of the preferred family.
    case first
    /// Any: several are tried, and the first that stands is the one (RFC 8305).
    case any
    /// Each of them, and so many must be up.
    case all(Quorum)

    /// Whether each address is attempted.
    public var isAll: Bool { if case .all = self { true } else { false } }
}

/// How many of the addresses behind a name must be up.
public enum Quorum: Hashable, Sendable {
    /// So many.
    case count(Int)
    /// This share of them, above 0 and at most 1; a part of an address counts as a whole one.
    case share(Double)

    /// What is built in: every one of them.
    public static let everyOne = Quorum.share(1)

    /// How many of `count` addresses must be up, one at the least.
    public func needed(of count: Int) -> Int {
        switch self {
        case .count(let needed): needed
        case .share(let share):
            // Shares are written in decimal: a third of a billionth is the double, not the user.
            max(1, Int((share * Double(count) - 1e-9).rounded(.up)))
        }
    }
}
