import Glibc
import Testing

/// The `openssl` program: another reader of the same certificates.
struct OpenSSLProgram: ~Copyable {
    static let path = "/usr/bin/openssl"

    static var isInstalled: Bool { unsafe access(path, X_OK) == 0 }

    /// Where its files are: a folder of its own.
    let folder: String

    init() throws {
        var template = Array("/tmp/sonde-tls-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
        try #require(unsafe mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for file in Self.files { unsafe unlink("\(folder)/\(file)") }
        unsafe rmdir(folder)
    }

    private static let files: [String] =
        ["root", "middle", "leaf"].flatMap {
            ["\($0).pem", "\($0).key", "\($0).csr"]
        } + [
            "answer", "extensions", "index", "index.attr", "message", "served.pem", "signature",
            "staple", "trusted.pem",
        ]

    /// Runs it in the folder; what it printed, where it succeeded.
    func run(_ arguments: [String]) throws -> String {
        try #require(try status(of: arguments) == 0, "openssl \(arguments)")
        return String(decoding: try read("answer"), as: UTF8.self)
    }

    /// Runs it in the folder, without openssl.cnf; what it returned.
    func status(of arguments: [String]) throws -> CInt {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(
            &actions, 1, "\(folder)/answer", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let command = ["env", "-i", "-C", folder, "OPENSSL_CONF=/dev/null", Self.path]
        var texts: [UnsafeMutablePointer<CChar>?] = unsafe []
        for text in command + arguments { unsafe texts.append(strdup(text)) }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let spawned = unsafe posix_spawn(&child, "/usr/bin/env", &actions, nil, &texts, nil)
        try #require(spawned == 0)
        var status: Int32 = 0
        try #require(unsafe waitpid(child, &status, 0) == child)
        return status
    }

    func write(_ text: String, to file: String) throws {
        try write(Array(text.utf8), to: file)
    }

    func write(_ bytes: [UInt8], to file: String) throws {
        let descriptor = unsafe open("\(folder)/\(file)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    func read(_ file: String) throws -> [UInt8] {
        let descriptor = unsafe open("\(folder)/\(file)", O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            try #require(count >= 0)
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
        }
    }
}
