import Kernel
import Time

/// All that is waited for: what descriptors do, and what ends each wait.
///
/// One value, because each access of a property of the loop is checked for exclusivity at run time,
/// and an attempt makes many.
struct Waiting {
    var descriptors = DescriptorTable()
    var waits = WaitTable()

    /// Opens a wait for what a descriptor does; nil where it has done so.
    mutating func open(
        _ token: DescriptorToken, _ wanted: Readiness, until deadline: Instant
    ) -> WaitToken? {
        guard !descriptors.takeKept(token, wanted) else { return nil }
        let wait = waits.open()
        descriptors.await(token, wanted, wait, isPressing: deadline < .distantFuture)
        return wait
    }

    /// Ends the wait that an event concerns; returns the callback to be told instead, if any.
    mutating func deliver(
        _ token: DescriptorToken, _ readiness: Readiness
    ) -> (@Sendable (Readiness) -> Void)? {
        switch descriptors.deliver(token, readiness) {
        case .nobody:
            return nil
        case .task(let wait):
            waits.end(wait, .ready)
            return nil
        case .callback(let callback):
            return callback
        }
    }

    /// Ends a watch, and the wait for it.
    mutating func forget(_ token: DescriptorToken) {
        if let wait = descriptors.remove(token) { waits.end(wait, .cancelled) }
    }
}
