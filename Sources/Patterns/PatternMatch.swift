/// Where an expression matched.
public struct PatternMatch: Hashable, Sendable {
    /// Where the match ends and the rest begins, an index into the bytes that were searched.
    public let end: Int
    /// What each named group matched, in the order of `Pattern.names`; nil where it took no part.
    public let groups: [Range<Int>?]
}
