import Glibc

/// Who listens on this machine, seen without a connection that the server would have to handle.
enum ListeningSockets {
    /// The ports on which a TCP socket listens (proc_pid_net(5)).
    static func now() -> Set<UInt16> {
        // Some listen over IPv4 with a socket of IPv6.
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map { TextFile.read($0) ?? "" }
        return Set(
            tables.joined().split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                // Where it is, with whom, and the state, in which 0A is LISTEN.
                guard words.count > 3, words[3] == "0A" else { return nil }
                return words[1].split(separator: ":").last.flatMap { UInt16($0, radix: 16) }
            })
    }
}

/// A file of text, such as a log.
enum TextFile {
    /// What is in it now; nil where it is not there.
    static func read(_ path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { _ = close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe Glibc.read(file, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }
}
