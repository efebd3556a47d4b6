/// Why a configuration was refused: every mistake in it, in the order of the file.
public struct ConfigurationErrors: Error, Equatable, Sendable, CustomStringConvertible {
    /// At least one; those without a position come first.
    public let errors: [ConfigurationError]
    /// How many more there are than are told here.
    public let omittedCount: Int

    init(_ errors: [ConfigurationError], omittedCount: Int = 0) {
        precondition(!errors.isEmpty, "a refusal needs a reason")
        self.errors = errors
        self.omittedCount = omittedCount
    }

    /// One line for each mistake.
    public var description: String {
        var lines = errors.map(\.description)
        if omittedCount > 0 { lines.append("and \(omittedCount) more") }
        return lines.joined(separator: "\n")
    }
}

/// One mistake in a configuration: where it is, what is wrong, what would be right.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file as it was named to the loader, or `--gateway`.
    public let file: String
    /// Counted from 1; nil where the whole file is meant.
    public let line: Int?
    /// Unicode scalars of the line, counted from 1; nil where the whole file is meant.
    public let column: Int?
    /// The path to the key, such as `servers[0].probes[2].port`; empty where there is none.
    public let key: String
    /// What is wrong.
    public let message: String
    /// What would be right.
    public let suggestion: String

    /// `sonde.yml:12:9: servers[0].probes[2].port: 70000 is no port; write a number from 1 to
    /// 65535`.
    public var description: String {
        var text = file
        if let line, let column { text += ":\(line):\(column)" }
        text += ": "
        if !key.isEmpty { text += "\(key): " }
        return text + message + "; " + suggestion
    }
}

extension ConfigurationError {
    /// A mistake of a file as a whole.
    init(file: String, _ mistake: Mistake) {
        self.init(
            file: file, line: nil, column: nil, key: "", message: mistake.message,
            suggestion: mistake.suggestion)
    }
}
