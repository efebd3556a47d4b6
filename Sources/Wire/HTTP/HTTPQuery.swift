/// The query of a request as names and values, in their order
/// (URL standard, "application/x-www-form-urlencoded parsing").
public struct HTTPQuery: Equatable, Sendable {
    /// Each name with its value, decoded; the value is empty where there is no equals sign.
    public let items: [(name: String, value: String)]

    /// Reads what followed the question mark.
    ///
    /// Nil where a percent sign is not followed by two digits, where what is decoded is not UTF-8,
    /// or where there are more than ``itemsMax``.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "&"))
        guard parts.count <= Self.itemsMax else { return nil }
        var items: [(name: String, value: String)] = []
        for part in parts {
            let sides = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentText.decoded(sides[0], isForm: true),
                let value = PercentText.decoded(
                    sides.count == 2 ? sides[1] : sides[0].prefix(0), isForm: true)
            else { return nil }
            items.append((name, value))
        }
        self.items = items
    }

    /// How many names a query may have.
    public static let itemsMax = 256

    /// The values of a name.
    public subscript(name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    /// The same names and values, in the same order.
    public static func == (first: HTTPQuery, second: HTTPQuery) -> Bool {
        first.items.elementsEqual(second.items) { $0 == $1 }
    }
}
