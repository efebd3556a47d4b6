import CLinux

/// Reads files: whole, or piece by piece.
public enum RegularFile {
    /// Why a file was not read although the system had nothing against it.
    public enum Refusal: Error, Equatable, Sendable {
        /// An error of the system.
        case system(ErrorNumber)
        /// It is a directory, a device or a socket.
        case notRegular
        /// It has more bytes than the caller allows.
        case tooLarge
    }

    /// The content of the regular file at `path`, at most `limit` bytes.
    public static func read(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
        try content(try open(path), limit)
    }

    /// The regular file at `path`, open at its beginning.
    public static func open(_ path: String) throws(Refusal) -> OpenFile {
        let file: OpenFile
        do throws(ErrorNumber) {
            file = try OpenFile(path)
        } catch {
            throw .system(error)
        }
        guard file.isRegular else { throw .notRegular }
        return file
    }

    /// The content of a file of /proc, which has no size; nil where it cannot be read.
    public static func readProcess(_ path: String, limit: Int) -> [UInt8]? {
        do {
            return try content(try OpenFile(path), limit)
        } catch {
            return nil
        }
    }

    /// What stat(2) says of the file at `path`, of whatever kind it is.
    public static func status(_ path: String) throws(ErrorNumber) -> FileStatus {
        var status = stat()
        _ = try systemCall { unsafe sonde_status(path, &status) }
        return FileStatus(status)
    }

    private static func content(_ file: OpenFile, _ limit: Int) throws(Refusal) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            do throws(ErrorNumber) {
                guard try file.read(into: &bytes) else { return bytes }
            } catch {
                throw .system(error)
            }
            guard bytes.count <= limit else { throw .tooLarge }
        }
    }
}

/// What tells a file from another one, or from what it was before.
public struct FileStatus: Equatable, Sendable {
    /// The device that it lies on.
    public let device: UInt64
    /// Its inode.
    public let number: UInt64
    /// Bytes of content.
    public let bytes: Int64
    /// When its content was last written: nanoseconds since 1970.
    public let writtenAtRealNanoseconds: Int64
    /// When anything of it last changed: nanoseconds since 1970.
    public let changedAtRealNanoseconds: Int64
    /// Whether who is neither its owner nor of its group may read it (S_IROTH, inode(7)).
    public let isReadableByOthers: Bool

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
        bytes = Int64(status.st_size)
        writtenAtRealNanoseconds = Self.nanoseconds(status.st_mtim)
        changedAtRealNanoseconds = Self.nanoseconds(status.st_ctim)
        isReadableByOthers = status.st_mode & Self.othersMayRead != 0
    }

    /// S_IROTH of inode(7), a macro that Swift does not see.
    private static let othersMayRead: mode_t = 0o004

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
