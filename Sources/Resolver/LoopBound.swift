import Reactor

/// Something that only the thread of one loop may touch.
///
/// `@unchecked`, because what is inside is not `Sendable` and callbacks of the loop must be:
/// whoever asks for it is checked at run time to be on that thread.
final class LoopBound<Value: AnyObject>: @unchecked Sendable {
    private let value: Value
    private let loop: EventLoop

    init(_ value: Value, on loop: EventLoop) {
        self.value = value
        self.loop = loop
    }

    /// Itself; traps on another thread.
    var here: Value {
        precondition(loop.runsHere, "names are looked up on the thread of the loop")
        return value
    }
}
