package import Network
package import Time

/// A small file that is looked at again when what is known of it has grown old.
package struct AgedFile {
    private let files: any Files
    private let path: String
    private let bytesMax: Int
    private let age: Duration
    private var readAt: Instant?
    private var state: Change?

    /// What the file has become.
    package enum Change: Equatable {
        /// There is none.
        case missing
        /// This is in it.
        case content([UInt8])
    }

    /// The file at `path`, of so many bytes at most, to be looked at again after `age`.
    package init(_ path: String, in files: any Files, bytesMax: Int, age: Duration) {
        self.files = files
        self.path = path
        self.bytesMax = bytesMax
        self.age = age
    }

    /// What the file has become since the last call; nil where it is as it was, or cannot be told.
    ///
    /// A file that is there and cannot be read (no descriptor, no permission, too long) leaves what
    /// was known of it.
    package mutating func change(at now: Instant) -> Change? {
        if let readAt, now < readAt + age { return nil }
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
