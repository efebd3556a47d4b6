public import Network
import Synchronization

/// Files in memory.
public final class SimulatedFiles: Files {
    private let contents = Mutex<[String: Result<[UInt8], FileError>]>([:])

    /// No file.
    public init() {}

    /// Writes the file at `path`.
    public func set(_ path: String, _ bytes: [UInt8]) {
        contents.withLock { $0[path] = .success(bytes) }
    }

    /// Writes `text` to the file at `path`.
    public func set(_ path: String, _ text: String) {
        set(path, Array(text.utf8))
    }

    /// Lets every read of `path` fail; ``FileError/missing`` removes it.
    public func set(_ path: String, failing error: FileError) {
        contents.withLock { $0[path] = .failure(error) }
    }

    /// The content of the file at `path`.
    public func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let bytes = try (contents.withLock { $0[path] } ?? .failure(.missing)).get()
        guard bytes.count <= limit else { throw .tooLarge }
        return bytes
    }
}
