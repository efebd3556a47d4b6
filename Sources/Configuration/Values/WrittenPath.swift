/// A path as somebody has written it.
enum WrittenPath {
    /// The path from where the program runs: a relative one begins in `directory`.
    static func full(_ path: String, in directory: String) -> String {
        let isRelative = path.utf8.first != UInt8(ascii: "/") && !directory.isEmpty
        return isRelative ? "\(directory)/\(path)" : path
    }
}
