import Glibc

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
        guard let file = unsafe fopen(path("\(folder)/\(name)"), "r") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    private static func path(_ name: String) -> String {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/Fixtures/\(name)"
    }
}
