/// Objects that are shared for as long as somebody uses them.
///
/// A cache that kept them would grow with each reload of the configuration.
package struct WeakCache<Key: Hashable & Sendable, Value: AnyObject & Sendable>: Sendable {
    private struct Reference: Sendable {
        weak let value: Value?
    }

    private var references: [Key: Reference] = [:]
    private var countBeforeSweep = 16

    /// A cache that holds nothing.
    package init() {}

    /// How many entries there are, those of objects that are gone included.
    package var count: Int { references.count }

    /// How many objects were made, however long they lived.
    package private(set) var madeCount = 0

    /// The object for a key, made where nobody uses one.
    package mutating func value<Failure: Error>(
        _ key: Key, make: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if let value = references[key]?.value { return value }
        let value = try make()
        madeCount += 1
        if references.count >= countBeforeSweep { sweep() }
        references[key] = Reference(value: value)
        return value
    }

    /// Doubling the distance keeps the cost of an insertion constant on average.
    private mutating func sweep() {
        references = references.filter { $0.value.value != nil }
        countBeforeSweep = max(16, 2 * references.count)
    }
}
