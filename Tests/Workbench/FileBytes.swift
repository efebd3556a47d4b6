import Glibc

/// What the files of this machine hold.
package enum FileBytes {
    /// There is no such file, or it cannot be read.
    package struct Unreadable: Error {
        let path: String
    }

    /// All of the file at `path`.
    package static func of(_ path: String) throws -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { throw Unreadable(path: path) }
        defer { _ = unsafe fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&piece, 1, piece.count, file)
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
    }
}
