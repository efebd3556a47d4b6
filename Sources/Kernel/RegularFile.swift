import CLinux

/// Reads whole files.
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

    private static let pieceBytes = 64 * 1024

    /// The content of the regular file at `path`, at most `limit` bytes.
    public static func read(_ path: String, limit: Int) throws(Refusal) -> [UInt8] {
        do {
            // O_NONBLOCK, so that a pipe without a writer does not hold us up before we refuse it.
            let descriptor = FileDescriptor(
                owning: try systemCall { unsafe sonde_open_for_reading(path) })
            var status = stat()
            let number = descriptor.number
            _ = try systemCall { unsafe fstat(number, &status) }
            guard unsafe sonde_regular(&status) != 0 else { throw Refusal.notRegular }
            return try content(descriptor, limit)
        } catch let error as ErrorNumber {
            throw .system(error)
        } catch {
            throw error as? Refusal ?? .notRegular
        }
    }

    /// The content of a file of /proc, which has no size; nil where it cannot be read.
    public static func readProcess(_ path: String, limit: Int) -> [UInt8]? {
        do {
            let descriptor = FileDescriptor(
                owning: try systemCall { unsafe sonde_open_for_reading(path) })
            return try content(descriptor, limit)
        } catch {
            return nil
        }
    }

    /// What stat(2) says of the file at `path`, of whatever kind it is.
    public static func status(_ path: String) throws(ErrorNumber) -> FileStatus {
        var status = stat()
        _ = try systemCall { unsafe sonde_status(path, &status) }
        return FileStatus(
            device: UInt64(status.st_dev), number: UInt64(status.st_ino),
            bytes: Int64(status.st_size),
            writtenAtRealNanoseconds: nanoseconds(status.st_mtim),
            changedAtRealNanoseconds: nanoseconds(status.st_ctim))
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    private static func content(
        _ descriptor: borrowing FileDescriptor, _ limit: Int
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let number = descriptor.number
        while true {
            let before = bytes.count
            try bytes.append(addingCapacity: pieceBytes) {
                (free: inout OutputSpan<UInt8>) throws(ErrorNumber) in
                try unsafe free.withUnsafeMutableBufferPointer { piece, count throws(ErrorNumber) in
                    count = try systemCall {
                        unsafe CLinux.read(number, piece.baseAddress, pieceBytes)
                    }
                }
            }
            if bytes.count == before { return bytes }
            guard bytes.count <= limit else { throw Refusal.tooLarge }
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
}
