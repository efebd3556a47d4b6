import Exporter
import Kernel
import Network
import Synchronization
import Time

/// The log on standard error.
final class LiveLog: Log {
    private let level: LogLevel
    private let format: LogFormat
    private let lost = Mutex(0)

    init(level: LogLevel, format: LogFormat) {
        self.level = level
        self.format = format
    }

    /// A reader that does not read costs lines, never a probe; the next line says how many.
    func write(_ level: LogLevel, _ message: String, _ fields: [LogField]) {
        guard level >= self.level else { return }
        let now = WallTime(nanoseconds: Clock.real)
        let lostBefore = lost.withLock { $0 }
        let all = lostBefore == 0 ? fields : fields + [LogField("lines_lost", "\(lostBefore)")]
        let isWritten = StandardStream.error.writeIfReady(
            format.line(at: now, level, message, all))
        lost.withLock { $0 = isWritten ? 0 : $0 + 1 }
    }
}
