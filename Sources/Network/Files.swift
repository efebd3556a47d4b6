/// What reads files.
public protocol Files: Sendable {
    /// The whole content of the regular file at `path`.
    ///
    /// Throws ``FileError/tooLarge`` where it has more than `limit` bytes.
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]
}

/// Why a file could not be read.
public enum FileError: Error, Equatable, Sendable {
    /// There is none (ENOENT, ENOTDIR).
    case missing
    /// We may not read it (EACCES, EPERM).
    case permission
    /// It is a directory, a device or a socket.
    case notRegular
    /// It has more bytes than the caller allows.
    case tooLarge
    /// Another error of the system, by its number.
    case other(errorNumber: Int32)
}
