/// What takes the lines of the log.
public protocol Log: Sendable {
    /// Writes one line, never waiting for who reads it.
    func write(_ level: LogLevel, _ message: String, _ fields: [LogField])
}

/// How much a line matters; the raw value is what the command line says.
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
    /// For who looks for a fault.
    case debug
    /// What a reader of the log expects to find.
    case info
    /// Something is not as it should be.
    case warn
    /// Something does not work.
    case error

    /// Whether the first matters less.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warn: 2
        case .error: 3
        }
    }
}

/// A name and its value in a line of the log.
public struct LogField: Equatable, Sendable {
    /// In snake_case.
    public let name: String
    /// Any text; the writer quotes it.
    public let value: String

    /// The field `name` with `value`.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
