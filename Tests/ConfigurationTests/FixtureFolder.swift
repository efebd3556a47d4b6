import Glibc
import Workbench

/// Files beside the tests.
enum FixtureFolder {
    /// The names of the files in `folder` that end in `.yml`, without that, in alphabetical order.
    static func names(in folder: String) -> [String] {
        guard let stream = unsafe opendir(path(folder)) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".yml") { names.append(String(name.dropLast(4))) }
        }
        return names.sorted()
    }

    /// The bytes of one file; nil where there is none.
    static func bytes(of name: String, in folder: String) -> [UInt8]? {
        try? FileBytes.of(path("\(folder)/\(name)"))
    }

    private static func path(_ name: String) -> String {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/Fixtures/\(name)"
    }
}
