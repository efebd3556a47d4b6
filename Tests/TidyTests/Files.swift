/// A file of the repository.
struct File {
    /// From the top of the repository.
    var path: String
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isText: Bool { !bytes.contains(0) }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

    /// Where in `bytes` the text begins.
    func places(of text: String) -> [Int] {
        let wanted = Array(text.utf8)
        return bytes.indices.filter { place in
            bytes[place] == wanted.first && bytes[place...].starts(with: wanted)
        }
    }

    /// A finding at a place in `bytes`.
    func finding(at place: Int, _ message: String) -> Finding {
        let line = 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
        return Finding(path: path, line: line, message: message)
    }
}

/// A Swift file, read into tokens.
struct SwiftFile {
    var file: File
    var tokens: [Token]

    var path: String { file.path }
    var isSource: Bool { path.hasPrefix("Sources/") }
    /// `Network` for `Sources/Network/Log.swift`.
    var room: Substring { path.split(separator: "/").dropFirst().first ?? "" }

    init(_ file: File) {
        self.file = file
        tokens = Token.tokens(of: file.bytes)
    }

    init(path: String, text: String) { self.init(File(path: path, text: text)) }
}

/// A place where a rule is broken.
struct Finding: Equatable, CustomStringConvertible {
    var path: String
    /// Counted from one.
    var line: Int
    var message: String

    var description: String { "\(path):\(line): \(message)" }
}
