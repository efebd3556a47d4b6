/// A path as somebody has written it.
enum WrittenPath {
    /// The path from where the program runs: a relative one begins in `directory`.
    static func full(_ path: String, in directory: String) -> String {
        let isRelative = path.utf8.first != UInt8(ascii: "/") && !directory.isEmpty
        return isRelative ? "\(directory)/\(path)" : path
    }

    /// The directory of a path, to which paths are joined with a slash; empty where the program
    /// runs.
    static func directory(of path: String) -> String {
        let bytes = Array(path.utf8)
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        // The directory of /sonde.yml is /, to which paths are joined with a slash.
        return slash == 0 ? "/." : String(decoding: bytes[..<slash], as: UTF8.self)
    }

    /// What follows the last slash.
    static func name(of path: String) -> String {
        String(path.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
    }
}
