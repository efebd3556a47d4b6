import Kernel

/// Names a watched descriptor; an event for an earlier owner of the same number is stale.
public struct DescriptorToken: Equatable, Sendable {
    var number: CInt
    var generation: UInt32

    /// What epoll carries with each event.
    var packed: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(bitPattern: number)) }

    init(number: CInt, generation: UInt32) {
        self.number = number
        self.generation = generation
    }

    init(packed: UInt64) {
        number = CInt(bitPattern: UInt32(truncatingIfNeeded: packed))
        generation = UInt32(truncatingIfNeeded: packed >> 32)
    }
}

/// Who is told of events on which descriptor, by its number.
struct DescriptorTable {
    enum Watcher {
        /// Nobody.
        case none
        /// One task at a time; readiness that came while none waited is kept.
        case task(kept: Readiness, waiting: WaitingTask?)
        /// A library's callback.
        case callback(@Sendable (Readiness) -> Void)
    }

    struct WaitingTask {
        var wait: WaitToken
        var wanted: Readiness
        /// Whether it waits with a deadline.
        var isPressing: Bool
    }

    private var watchers: [Watcher] = []
    private var generations: [UInt32] = []

    /// How many are watched.
    private(set) var count = 0
    /// How many tasks wait with a deadline, so that a stall must be noticed.
    private(set) var pressingCount = 0

    mutating func add(_ number: CInt, _ watcher: Watcher) -> DescriptorToken {
        let index = Int(number)
        while watchers.count <= index {
            watchers.append(.none)
            generations.append(0)
        }
        if case .none = watchers[index] { count += 1 }
        generations[index] &+= 1
        watchers[index] = watcher
        return DescriptorToken(number: number, generation: generations[index])
    }

    /// Ends a watch; returns the wait that must be told, if any.
    mutating func remove(_ token: DescriptorToken) -> WaitToken? {
        guard isCurrent(token) else { return nil }
        defer {
            watchers[Int(token.number)] = .none
            generations[Int(token.number)] &+= 1
            count -= 1
        }
        guard case .task(_, let waiting?) = watchers[Int(token.number)] else { return nil }
        if waiting.isPressing { pressingCount -= 1 }
        return waiting.wait
    }

    /// Takes readiness that was kept; nil where the task must wait.
    mutating func takeKept(_ token: DescriptorToken, _ wanted: Readiness) -> Bool {
        precondition(isCurrent(token), "this descriptor is watched no more")
        guard case .task(let kept, nil) = watchers[Int(token.number)] else {
            preconditionFailure("one task at a time waits for a descriptor")
        }
        guard !kept.isDisjoint(with: wanted) else { return false }
        watchers[Int(token.number)] = .task(kept: kept.subtracting(wanted), waiting: nil)
        return true
    }

    /// Whether ``Readiness/failure`` or ``Readiness/exception`` has been told; it stays told.
    func wasTold(_ readiness: Readiness, of token: DescriptorToken) -> Bool {
        guard isCurrent(token), case .task(let kept, _) = watchers[Int(token.number)] else {
            return false
        }
        return kept.contains(readiness)
    }

    /// Notes that `wait` is to be told of what is wanted.
    mutating func await(
        _ token: DescriptorToken, _ wanted: Readiness, _ wait: WaitToken, isPressing: Bool
    ) {
        guard isCurrent(token), case .task(let kept, nil) = watchers[Int(token.number)] else {
            preconditionFailure("one task at a time waits for a descriptor")
        }
        watchers[Int(token.number)] = .task(
            kept: kept,
            waiting: WaitingTask(wait: wait, wanted: wanted, isPressing: isPressing))
        if isPressing { pressingCount += 1 }
    }

    /// Forgets a wait that has ended without an event.
    mutating func forget(_ token: DescriptorToken) {
        guard isCurrent(token), case .task(let kept, let waiting?) = watchers[Int(token.number)]
        else { return }
        watchers[Int(token.number)] = .task(kept: kept, waiting: nil)
        if waiting.isPressing { pressingCount -= 1 }
    }

    enum Delivery {
        case nobody
        case task(WaitToken)
        case callback(@Sendable (Readiness) -> Void)
    }

    /// Hands an event to whom it concerns.
    mutating func deliver(_ token: DescriptorToken, _ readiness: Readiness) -> Delivery {
        guard isCurrent(token) else { return .nobody }
        switch watchers[Int(token.number)] {
        case .none:
            return .nobody
        case .callback(let callback):
            return .callback(callback)
        case .task(let kept, let waiting?) where !readiness.isDisjoint(with: waiting.wanted):
            watchers[Int(token.number)] = .task(
                kept: kept.union(readiness).subtracting(waiting.wanted), waiting: nil)
            if waiting.isPressing { pressingCount -= 1 }
            return .task(waiting.wait)
        case .task(let kept, let waiting):
            watchers[Int(token.number)] = .task(kept: kept.union(readiness), waiting: waiting)
            return .nobody
        }
    }

    private func isCurrent(_ token: DescriptorToken) -> Bool {
        let index = Int(token.number)
        return index >= 0 && index < generations.count && generations[index] == token.generation
    }
}
