import Network
import Time

/// A small file that is looked at again when what is known of it has grown old.
struct AgedFile {
    private let files: any Files
    private let path: String
    private let bytesMax: Int
    private var readAt: Instant?
    private var state: Change?

    /// What the file has become.
    enum Change: Equatable {
        case missing
        case content([UInt8])
    }

    init(_ path: String, in files: any Files, bytesMax: Int) {
        self.files = files
        self.path = path
        self.bytesMax = bytesMax
    }

    /// What the file has become since the last call; nil where it is as it was, or cannot be told.
    ///
    /// A file that is there and cannot be read (no descriptor, no permission, too long) leaves what
    /// was known of it.
    mutating func change(at now: Instant) -> Change? {
        if let readAt, now < readAt + .seconds(ResolverLimits.filesAgeSecondsMax) { return nil }
        readAt = now
        let next: Change
        do throws(FileError) {
            next = .content(try files.read(path, limit: bytesMax))
        } catch {
            guard error == .missing else { return nil }
            next = .missing
        }
        guard next != state else { return nil }
        state = next
        return next
    }
}
