public import Time

/// What says when files may have changed.
///
/// It is a hint: whoever hears it compares what is there now. Hints may come without a change, and
/// several for one, but never is there a change without a hint after it. Where the system cannot
/// tell, a hint comes every few seconds.
public protocol FileWatcher: Sendable {
    /// Watches `places`: what changes once this has returned is told.
    func changes(of places: [WatchedPlace]) -> any FileChanges
}

/// Where files may change.
public enum WatchedPlace: Hashable, Sendable {
    /// The file that a path leads to, over whatever links, and whether it is there or not.
    case file(String)
    /// All entries of the directory that a path leads to, and whether it is there or not.
    ///
    /// Where an entry is a link, what it leads to is a place of its own.
    case directory(String)
}

/// Changes of some places, as they come; the end of the last reference ends the watch.
///
/// To end one may hold up the loop for some 10 ms: who goes on watching says ``follow(_:)``.
public protocol FileChanges: AnyObject, Sendable {
    /// Waits for a change since the last one that was told; one task at a time may.
    func next(until deadline: Instant) async -> FileChangeOutcome

    /// Watches `places` from now on, in place of those so far.
    func follow(_ places: [WatchedPlace])
}

/// What ended a wait for changes.
public enum FileChangeOutcome: Equatable, Sendable {
    /// Something may have changed.
    case changed
    /// The deadline came first.
    case deadline
    /// The waiting task was cancelled first.
    case cancelled
}
