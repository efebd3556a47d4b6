import CLinux

/// The streams that every process has.
public enum StandardStream: CInt, Sendable {
    /// For what was asked for.
    case output = 1
    /// For what is worth knowing beside it.
    case error = 2

    /// Writes all of `text`, waiting for who reads it; gives up where nobody does.
    public func write(_ text: String) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            do throws(ErrorNumber) {
                offset += try piece(of: bytes, from: offset)
            } catch {
                return
            }
        }
    }

    /// Writes a line if that does not have to wait; says whether it did.
    ///
    /// pipe(7): one that is ready takes 4,096 bytes at once, so longer lines are cut there.
    public func writeIfReady(_ line: String) -> Bool {
        var watched = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        guard unsafe poll(&watched, 1, 0) == 1, watched.revents & Int16(POLLOUT) != 0 else {
            return false
        }
        var bytes = Array(line.utf8.prefix(Self.lineBytesMax - 1))
        bytes.append(UInt8(ascii: "\n"))
        do throws(ErrorNumber) {
            return try piece(of: bytes, from: 0) == bytes.count
        } catch {
            return false
        }
    }

    private static let lineBytesMax = 4_096

    private func piece(of bytes: [UInt8], from offset: Int) throws(ErrorNumber) -> Int {
        let number = rawValue
        return try unsafe bytes.withUnsafeBufferPointer { bytes throws(ErrorNumber) -> Int in
            try systemCall {
                unsafe CLinux.write(
                    number, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
            }
        }
    }
}
