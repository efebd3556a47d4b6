import FileWatching
import Glibc
import Kernel
import Network
import Reactor
import Testing
import Time
import Workbench

/// A folder whose files change, and the loop on which that is heard.
struct WatchedTree: Sendable {
    let loop: EventLoop
    let folder: TemporaryFolder
    let watcher: InotifyWatcher

    /// Runs `body` on a loop of its own; what it throws is an issue of the test.
    static func run(
        _ limits: FileWatchingLimits = FileWatchingLimits(),
        refusing refusal: @escaping @Sendable () -> ErrorNumber? = { nil },
        _ body: @escaping @Sendable (WatchedTree) async throws -> Void
    ) throws {
        let loop = try EventLoop()
        let tree = WatchedTree(
            loop: loop, folder: try TemporaryFolder(),
            watcher: InotifyWatcher(loop: loop, limits: limits, refusing: refusal))
        loop.run {
            let before = loop.descriptorCount
            do {
                try await body(tree)
            } catch {
                Issue.record(error)
            }
            #expect(loop.descriptorCount == before)
        }
    }

    /// A deadline that no test is meant to reach.
    var patience: Instant { loop.now + .seconds(20) }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func file(_ name: String) -> WatchedPlace { .file(path(name)) }

    /// How many watches the kernel keeps, proc(5).
    func watchCount(_ changes: InotifyChanges) -> Int {
        let text = changes.descriptor.flatMap {
            RegularFile.readProcess("/proc/self/fdinfo/\($0)", limit: 1 << 20)
        }
        return (text ?? []).split(separator: UInt8(ascii: "\n")).count {
            $0.starts(with: Array("inotify ".utf8))
        }
    }

    /// Whether a change has been told by now; takes all that were.
    func isTold(_ changes: any FileChanges) async -> Bool {
        var isTold = false
        // The kernel queues an event before the call that causes it returns.
        while await changes.next(until: loop.now) == .changed { isTold = true }
        return isTold
    }
}

// MARK: - What changes

extension WatchedTree {
    func write(_ name: String, _ text: String) throws {
        try folder.write(name, text)
    }

    func makeDirectory(_ name: String) throws {
        try check(unsafe mkdir(path(name), 0o700))
    }

    func link(_ name: String, to target: String) throws {
        try check(unsafe symlink(target, path(name)))
    }

    func rename(_ name: String, to other: String) throws {
        try check(unsafe Glibc.rename(path(name), path(other)))
    }

    /// Takes away a file, a link or an empty directory.
    func remove(_ name: String) throws {
        try check(unsafe Glibc.remove(path(name)))
    }

    func check(_ result: CInt) throws {
        guard result == 0 else { throw ErrorNumber(rawValue: errno) }
    }
}
