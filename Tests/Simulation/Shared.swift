import Synchronization

/// A value that a test and the tasks which it starts change in turn.
public final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    /// Begins with `value`.
    public init(_ value: Value) {
        state = Mutex(value)
    }

    /// The value as it is now.
    public var value: Value { state.withLock { $0 } }

    /// Changes the value.
    public func update<Result: Sendable>(
        _ body: (inout Value) -> Result
    ) -> Result {
        state.withLock { value in
            var copy = value
            let result = body(&copy)
            value = copy
            return result
        }
    }
}
