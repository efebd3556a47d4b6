/// What does long work while the loop goes on.
public protocol BackgroundWorker: Sendable {
    /// Does `work` away from the loop, in turn after what was asked for before, and returns its
    /// value to the caller on the caller's own executor.
    ///
    /// Work that has been asked for is done to its end: a caller that is cancelled gets the value
    /// as well.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value
}
