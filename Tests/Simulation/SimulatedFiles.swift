public import Network
import Synchronization
import Time

/// Files in memory, of which each that is written is another one than before.
///
/// A file that is written wakes who watches it. There are no links.
public final class SimulatedFiles: WatchedFiles, FileWatcher {
    private struct State: Sendable {
        var contents: [String: Result<[UInt8], FileError>] = [:]
        var stamps: [String: UInt64] = [:]
        var readableByOthers: Set<String> = []
        var written: UInt64 = 0
        var readCount = 0

        mutating func touch(_ path: String) {
            written += 1
            stamps[path] = written
        }
    }

    private let state = Mutex(State())
    private let watches = SimulatedWatches()
    private let loop: SimulatedLoop?

    /// No file; without a loop they can be read and not watched.
    public init(loop: SimulatedLoop? = nil) {
        self.loop = loop
    }

    /// Writes the file at `path`.
    public func set(_ path: String, _ bytes: [UInt8]) {
        set(path, .success(bytes))
    }

    /// Writes `text` to the file at `path`.
    public func set(_ path: String, _ text: String) {
        set(path, Array(text.utf8))
    }

    /// Lets every read of `path` fail; ``FileError/missing`` removes it.
    public func set(_ path: String, failing error: FileError) {
        set(path, .failure(error))
    }

    /// The names of the files that lie in a directory and can be read.
    public func names(in path: String) throws(FileError) -> [String] {
        let folder = path + "/"
        let paths = state.withLock { state in
            state.contents.filter { $0.value != .failure(.missing) }.map(\.key)
        }
        let names = paths.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
            .filter { !$0.contains("/") }
        guard !names.isEmpty else { throw .missing }
        return names
    }

    private func set(_ path: String, _ content: Result<[UInt8], FileError>) {
        state.withLock { state in
            state.contents[path] = content
            state.touch(path)
        }
        loop.map { watches.tell(path, on: $0) }
    }

    /// Lets others read the file at `path`, or its owner alone, as it is until somebody says so.
    public func set(_ path: String, isReadableByOthers: Bool) {
        state.withLock { state in
            if isReadableByOthers {
                state.readableByOthers.insert(path)
            } else {
                state.readableByOthers.remove(path)
            }
            state.touch(path)
        }
        loop.map { watches.tell(path, on: $0) }
    }

    /// The content of the file at `path`.
    public func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let content = state.withLock { state in
            state.readCount += 1
            return state.contents[path]
        }
        let bytes = try (content ?? .failure(.missing)).get()
        guard bytes.count <= limit else { throw .tooLarge }
        return bytes
    }

    /// Watches `places`; what is written from now on is told.
    public func changes(of places: [WatchedPlace]) -> any FileChanges {
        guard let loop else { preconditionFailure("nobody can wait for files without a loop") }
        return SimulatedChanges(of: places, watches, loop)
    }

    /// How many watches there are.
    public var watchCount: Int { watches.count }

    /// How often a file was read.
    public var readCount: Int { state.withLock { $0.readCount } }

    /// What the file at `path` is now; only one that is missing has no stamp.
    public func stamp(_ path: String) throws(FileError) -> FileStamp {
        let (content, number, isReadableByOthers) = state.withLock { state in
            (state.contents[path], state.stamps[path], state.readableByOthers.contains(path))
        }
        guard let content, let number, content != .failure(.missing) else { throw .missing }
        let time = WallTime(nanoseconds: 0)
        return FileStamp(
            device: 1, number: number, bytes: 0, writtenAt: time, changedAt: time,
            isReadableByOthers: isReadableByOthers)
    }
}
