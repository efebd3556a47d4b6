import Glibc

/// Files of the repository, by their path from its top.
enum Files {
    /// The text of one file; nil where there is none.
    static func text(_ path: String) -> String? {
        guard let file = unsafe fopen(absolute(path), "r") else { return nil }
        defer { unsafe fclose(file) }
        return unsafe contents(file)
    }

    /// The names in a folder that end so, in alphabetical order.
    static func names(in folder: String, ending: String) -> [String] {
        guard let stream = unsafe opendir(absolute(folder)) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(ending) { names.append(name) }
        }
        return names.sorted()
    }

    /// What is read to the end of an open file.
    static func contents(_ file: UnsafeMutablePointer<FILE>) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    private static func absolute(_ path: String) -> String {
        #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/" + path
    }
}
