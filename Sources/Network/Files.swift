/// What reads files.
public protocol Files: Sendable {
    /// The whole content of the regular file at `path`.
    ///
    /// Throws ``FileError/tooLarge`` where it has more than `limit` bytes.
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]

    /// The names of all that lies in the directory at `path`, in no order.
    ///
    /// Throws ``FileError/tooLarge`` where there are more than ``FileLimits/nameCountMax``.
    func names(in path: String) throws(FileError) -> [String]
}

/// The bounds of what is asked of files.
public enum FileLimits {
    /// Names of a directory.
    public static let nameCountMax = 100_000
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

extension FileError {
    /// What is wrong, for people: it follows the path of a file that may have so many bytes.
    public func words(bytesMax: Int) -> String {
        switch self {
        case .missing: "there is no such file"
        case .permission: "permission denied"
        case .notRegular: "it is no regular file"
        case .tooLarge: "it has more than \(bytesMax) bytes"
        case .other(let number): "it could not be read (errno \(number))"
        }
    }
}
