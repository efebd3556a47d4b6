public import Network
import Synchronization

/// A log that keeps its lines for a test to read.
public final class RecordedLog: Log {
    /// One line as it was written.
    public struct Line: Equatable, Sendable {
        /// How much it matters.
        public var level: LogLevel
        /// What it says.
        public var message: String
        /// Its fields in their order.
        public var fields: [LogField]

        /// The value of the first field called `name`.
        public subscript(name: String) -> String? {
            fields.first { $0.name == name }?.value
        }
    }

    private let kept = Mutex<[Line]>([])

    /// No line yet.
    public init() {}

    /// All lines in the order in which they were written.
    public var lines: [Line] { kept.withLock { $0 } }

    /// The messages of the lines that matter at least so much.
    public func messages(atLeast level: LogLevel = .debug) -> [String] {
        lines.filter { $0.level >= level }.map(\.message)
    }

    /// Keeps a line.
    public func write(_ level: LogLevel, _ message: String, _ fields: [LogField]) {
        kept.withLock { $0.append(Line(level: level, message: message, fields: fields)) }
    }
}
