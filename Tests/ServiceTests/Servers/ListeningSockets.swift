import Glibc

/// Who listens on this machine, seen without a connection that the server would have to handle.
enum ListeningSockets {
    /// The ports on which a TCP socket listens over IPv4 (proc_pid_net(5)).
    static func now() -> Set<UInt16> {
        let lines = text("/proc/net/tcp").split(separator: "\n").dropFirst()
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                // Where it is, with whom, and the state, in which 0A is LISTEN.
                guard words.count > 3, words[3] == "0A" else { return nil }
                return words[1].split(separator: ":").last.flatMap { UInt16($0, radix: 16) }
            })
    }

    private static func text(_ path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { _ = close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }
}
