internal import Network

/// The path of a file in whose name, and not in that of a directory, `*` and `?` may stand.
struct PathPattern {
    let path: String
    private let name: GlobPattern
    /// Where the files lie; `.` where the program runs.
    let directory: String

    /// A whole path, and how it is written; throws where a directory has a `*` in its name.
    init(_ path: String, writtenAs text: String) throws(Mistake) {
        self.path = path
        name = GlobPattern(WrittenPath.name(of: path))
        let directory = WrittenPath.directory(of: path)
        guard !directory.utf8.contains(UInt8(ascii: "*")) else {
            throw Mistake(
                "\(Excerpt.of(text)) has a * in the name of a directory",
                "write it in the name of the file alone, such as servers/*.yml")
        }
        self.directory = directory.isEmpty ? "." : directory
    }

    /// Whether it may stand for any number of files, or none.
    var hasWildcard: Bool { name.hasWildcard }

    /// Whether it stands for that whole path.
    func matches(_ path: String) -> Bool {
        let isHere = WrittenPath.directory(of: path) == WrittenPath.directory(of: self.path)
        return path == self.path || isHere && name.matches(WrittenPath.name(of: path))
    }

    /// The whole paths of the files that it stands for now, in their order; without a wildcard
    /// itself, whether it is there or not.
    func paths(in files: any Files) throws(FileError) -> [String] {
        guard hasWildcard else { return [path] }
        let folder = WrittenPath.directory(of: path)
        return try files.names(in: directory).filter(name.matches).sorted()
            .map { folder.isEmpty ? $0 : WrittenPath.full($0, in: folder) }
    }
}
