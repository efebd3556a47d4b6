import Glibc

/// The files of the repository that these tests were built from.
struct Repository: Sendable {
    /// What git ignores; the rest of the top level is held to `TopLevel`.
    static let ignored: Set<String> = [".git", ".build", ".swiftpm", "Package.resolved"]

    /// The names at the top, without the ignored ones.
    let top: [String]
    let files: [File]
    let swiftFiles: [SwiftFile]

    static let shared = Repository(root: rootPath())

    private init(root: String) {
        top = Directory.names(in: root).filter {
            !Self.ignored.contains($0) && !$0.hasSuffix(".profraw")
        }
        files = top.flatMap { Directory.files(under: $0, of: root) }
        swiftFiles = files.filter {
            $0.path.hasSuffix(".swift")
                && ($0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Tests/"))
        }.map(SwiftFile.init)
    }

    func file(_ path: String) -> File? { files.first { $0.path == path } }

    private static func rootPath() -> String {
        #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    }
}

/// Plain POSIX reading of directories and files.
private enum Directory {
    static func names(in path: String) -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func files(under path: String, of root: String) -> [File] {
        let full = root + "/" + path
        var status = stat()
        guard unsafe lstat(full, &status) == 0 else { return [] }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return names(in: full).flatMap { files(under: path + "/" + $0, of: root) }
        case S_IFREG: return [File(path: path, bytes: bytes(of: full, count: Int(status.st_size)))]
        default: return []
        }
    }

    private static func bytes(of path: String, count: Int) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[filled...])
                let some = unsafe read(descriptor, rest.baseAddress, rest.count)
                guard some > 0 else { return }
                filled += some
            }
        }
    }
}
