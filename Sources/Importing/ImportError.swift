public import Configuration

/// Why a configuration of somebody else cannot be read.
public enum ImportError: Error, CustomStringConvertible {
    /// It is no YAML, or has something that is not read.
    case unreadable(ConfigurationErrors)
    /// A value is of another kind than its key says.
    case misshapen(file: String, line: Int, column: Int, words: String)

    /// A line for each mistake: what, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let errors): errors.description
        case .misshapen(let file, let line, let column, let words):
            "\(file):\(line):\(column): \(words)"
        }
    }
}

/// The limits of this room.
public enum ImportingLimits {
    /// Bytes of a file that is read.
    public static let fileBytesMax = 16 * 1024 * 1024
    /// Unicode scalars of a foreign text that a comment shows.
    static let shownScalarsMax = 200
    /// Unicode scalars of the name of a server or probe.
    static let nameScalarsMax = 80
}
