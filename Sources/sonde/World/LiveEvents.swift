import Kernel
import Network
import Reactor
import Synchronization

/// The event log in a file, on a thread of its own: a slow disk holds up nothing else.
final class LiveEvents: EventSink {
    private let path: String
    private let limits: EventFileLimits
    private let thread = WorkerThread()
    private let file = Mutex<AppendedFile?>(nil)

    /// Events in the file at `path`; `-` is the standard output.
    init(_ path: String, _ limits: EventFileLimits) {
        self.path = path
        self.limits = limits
    }

    func append(_ lines: [UInt8]) async -> Bool {
        await thread.run { self.appendNow(lines) }
    }

    /// Ends the thread, after what was asked for before.
    func shutdown() { thread.shutdown() }

    /// Opens the file where it cannot be written to: then nothing is to be started.
    func open() throws(ErrorNumber) {
        guard path != "-" else { return }
        let opened = try AppendedFile(path)
        file.withLock { $0 = opened }
    }

    private func appendNow(_ lines: [UInt8]) -> Bool {
        guard path != "-" else {
            StandardStream.output.write(String(decoding: lines, as: UTF8.self))
            return true
        }
        let before = file.withLock { $0 }
        do throws(ErrorNumber) {
            let ready = try ready(before, for: lines.count)
            // A machine that lost its power may have left half a line.
            try ready.append(ready.endsWithLine ? lines : [UInt8(ascii: "\n")] + lines)
            file.withLock { $0 = ready }
            return true
        } catch {
            // It is opened again with the next lines.
            file.withLock { $0 = nil }
            return false
        }
    }

    /// The file for so many bytes more: another one where others have put it away, or it is full.
    private func ready(
        _ file: AppendedFile?, for count: Int
    ) throws(ErrorNumber) -> AppendedFile {
        guard let file, file.isStill(at: path) else { return try AppendedFile(path) }
        guard file.bytes > 0, file.bytes + Int64(count) > limits.bytesMax else { return file }
        guard limits.filesMax > 1 else { return try AppendedFile(path, emptied: true) }
        try rotate()
        return try AppendedFile(path)
    }

    /// FILE becomes FILE.1, that FILE.2 and so on; the last one is overwritten.
    private func rotate() throws(ErrorNumber) {
        for number in stride(from: limits.filesMax - 2, through: 1, by: -1) {
            do throws(ErrorNumber) {
                try AppendedFile.rename("\(path).\(number)", to: "\(path).\(number + 1)")
            } catch {
                guard error == .noSuchFile else { throw error }
            }
        }
        try AppendedFile.rename(path, to: "\(path).1")
    }
}

/// How much of the event log is kept.
struct EventFileLimits {
    /// Bytes of one file; a file is put away before it grows beyond.
    var bytesMax: Int64 = 64 << 20
    /// Files, the one that is written to among them.
    var filesMax = 8
}
