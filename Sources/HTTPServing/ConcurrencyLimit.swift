import Synchronization

/// How many do something at the same time, and how many may.
public final class ConcurrencyLimit: Sendable {
    private let maximum: Int
    private let count = Mutex(0)

    /// So many at the most.
    public init(_ maximum: Int) {
        self.maximum = maximum
    }

    /// Takes a place; false where all are taken.
    ///
    /// Who got one must ``leave()``.
    public func enter() -> Bool {
        count.withLock { count in
            guard count < maximum else { return false }
            count += 1
            return true
        }
    }

    /// Gives a place back.
    public func leave() {
        count.withLock { count in
            precondition(count > 0, "only who entered can leave")
            count -= 1
        }
    }
}
