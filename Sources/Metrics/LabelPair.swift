/// One label of a series: a legal name, and a value that may be any text.
public struct LabelPair: Hashable, Sendable {
    /// `[a-zA-Z_][a-zA-Z0-9_]*`; names that come from a configuration are checked there.
    public let name: String
    /// Any text; it is escaped when the series is made.
    public let value: String

    /// A label whose name must be legal by the time that a table sees it.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
