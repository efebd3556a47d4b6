import CLinux

/// What stands at a path, lstat(2).
public enum DirectoryEntry: Equatable, Sendable {
    /// A directory.
    case directory
    /// A symbolic link, with the bytes of the path that it leads to.
    case link(target: [UInt8])
    /// A file, a device or a socket.
    case other

    private static let targetBytesMax = Int(PATH_MAX)

    /// What stands at the path of these bytes; where that is a link, the link itself.
    ///
    /// Throws the error of lstat(2): ENOENT where there is nothing, ENOTDIR where a part of the
    /// path is no directory.
    public static func at(_ path: [UInt8]) throws(ErrorNumber) -> DirectoryEntry {
        let path = path + [0]
        switch try systemCall({ unsafe sonde_entry_kind(path) }) {
        case 1: return .directory
        case 2: return try link(path)
        default: return .other
        }
    }

    private static func link(_ path: [UInt8]) throws(ErrorNumber) -> DirectoryEntry {
        var target = [UInt8](repeating: 0, count: targetBytesMax)
        do throws(ErrorNumber) {
            let count = try systemCall {
                unsafe sonde_read_link(path, &target, targetBytesMax)
            }
            return .link(target: Array(target[..<count]))
        } catch .invalidArgument {
            // It has been replaced since we looked at it.
            return .other
        }
    }
}
