package import Kernel
public import Network
public import Reactor

/// Watches the files of the machine, inotify(7).
///
/// Where something cannot be watched, for want of watches or because it lies on a file system that
/// other machines write to, it is said every 5 s that there may be a change.
public struct InotifyWatcher: FileWatcher {
    typealias Opening = @Sendable (EventLoop) throws(ErrorNumber) -> InotifyInstance

    private let loop: EventLoop
    private let limits: FileWatchingLimits
    private let open: Opening

    /// A watcher whose changes are waited for on `loop`.
    public init(loop: EventLoop) {
        self.init(loop: loop, limits: FileWatchingLimits())
    }

    package init(
        loop: EventLoop, limits: FileWatchingLimits,
        refusing refusal: @escaping @Sendable () -> ErrorNumber? = { nil }
    ) {
        self.loop = loop
        self.limits = limits
        open = { loop throws(ErrorNumber) in
            if let error = refusal() { throw error }
            return try InotifyInstance(loop: loop)
        }
    }

    /// Watches `places`; to be called on the loop, as all of what it returns.
    public func changes(of places: [WatchedPlace]) -> any FileChanges {
        watch(places)
    }

    package func watch(_ places: [WatchedPlace]) -> InotifyChanges {
        InotifyChanges(of: places, loop: loop, limits: limits, open: open)
    }
}

/// A descriptor that the loop watches.
final class InotifyInstance: Sendable {
    let descriptor: InotifyDescriptor
    let token: DescriptorToken
    private let loop: EventLoop

    init(loop: EventLoop) throws(ErrorNumber) {
        let descriptor = try InotifyDescriptor()
        token = try loop.watch(descriptor.number)
        self.descriptor = descriptor
        self.loop = loop
    }

    deinit {
        loop.forget(token)
    }
}
