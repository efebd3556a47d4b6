import Configuration

/// A file that is being read: what its values are called when they are not what they should be.
struct ForeignFile {
    let name: String

    func root(_ bytes: [UInt8]) throws(ImportError) -> ForeignValue {
        do throws(ConfigurationErrors) {
            return try ForeignValue.root(of: bytes, name: name)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The entries of a mapping; none where there is no value.
    func entries(_ value: ForeignValue?, _ what: String) throws(ImportError) -> Entries {
        guard let value else { return Entries([]) }
        switch value.content {
        case .mapping(let pairs): return Entries(pairs)
        case .text("", isPlain: true), .text("null", isPlain: true), .text("~", isPlain: true):
            return Entries([])
        case .text, .list:
            throw misshapen(value, "\(what) is no mapping; write key: value below it")
        }
    }

    /// The items of a list; none where there is no value.
    func items(_ value: ForeignValue?, _ what: String) throws(ImportError) -> [ForeignValue] {
        guard let value else { return [] }
        switch value.content {
        case .list(let items): return items
        case .text("", isPlain: true), .text("null", isPlain: true), .text("~", isPlain: true):
            return []
        case .text, .mapping:
            throw misshapen(value, "\(what) is no list; write its items with a dash each")
        }
    }

    /// A text; nil where there is no value.
    func text(_ value: ForeignValue?, _ what: String) throws(ImportError) -> String? {
        guard let value else { return nil }
        guard case .text(let text, _) = value.content else {
            throw misshapen(value, "\(what) is no single value; write one")
        }
        return text
    }

    func flag(_ value: ForeignValue?, _ what: String) throws(ImportError) -> Bool? {
        guard let value, let text = try text(value, what) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw misshapen(value, "\(what) is neither true nor false; write one of them")
        }
    }

    /// A duration as Prometheus writes it, in milliseconds.
    func milliseconds(_ value: ForeignValue?, _ what: String) throws(ImportError) -> Int? {
        guard let value, let text = try text(value, what) else { return nil }
        guard let milliseconds = ForeignDuration.milliseconds(text) else {
            throw misshapen(value, "\(what) is no duration; write one such as 30s or 1m30s")
        }
        return milliseconds
    }

    func misshapen(_ value: ForeignValue, _ words: String) -> ImportError {
        .misshapen(
            file: name, line: value.line, column: value.column, words: YAMLText.comment(words))
    }
}

/// The entries of a mapping that nobody has looked at yet.
struct Entries {
    private(set) var rest: [(key: String, value: ForeignValue)]

    init(_ pairs: [(key: String, value: ForeignValue)]) {
        rest = pairs
    }

    /// The value of a key, which is looked at from now on.
    mutating func take(_ key: String) -> ForeignValue? {
        guard let place = rest.firstIndex(where: { $0.key == key }) else { return nil }
        return rest.remove(at: place).value
    }

    /// What is to be said of all that nobody looked at.
    func notes(in what: String) -> [String] {
        rest.map { "\(what)\($0.key): has no counterpart, and is left out" }
    }
}

/// Durations as a person writes them.
enum DurationText {
    /// In the largest unit that loses nothing, seconds at most where that is not a whole minute.
    static func text(_ milliseconds: Int) -> String {
        for (name, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)]
        where milliseconds >= size && milliseconds % size == 0 {
            return "\(milliseconds / size)\(name)"
        }
        return "\(milliseconds)ms"
    }
}
