/// What was written on the command line, sorted into flags and the rest.
struct FlagValues {
    private var values: [String: [String]] = [:]
    private(set) var arguments: [String] = []

    /// Reads `--flag=value` and `--flag value`; everything after `--` is no flag.
    init(_ words: some Sequence<String>, allowed flags: [Flag]) throws(UsageError) {
        var words = Array(words)[...]
        while let word = words.popFirst() {
            if word == "--" {
                arguments += words
                return
            }
            guard word.hasPrefix("-"), word != "-" else {
                arguments.append(word)
                continue
            }
            try read(word, &words, flags)
        }
    }

    private mutating func read(
        _ word: String, _ words: inout ArraySlice<String>, _ flags: [Flag]
    ) throws(UsageError) {
        let parts = word.drop { $0 == "-" }.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = Flag.short[word]?.name ?? String(parts.first ?? "")
        guard Flag.short[word] != nil || word.hasPrefix("--"),
            let flag = flags.first(where: { $0.name == name })
        else {
            throw UsageError("unknown flag \(word)")
        }
        var value = parts.count == 2 ? String(parts[1]) : nil
        if flag.placeholder == nil {
            guard value == nil else { throw UsageError("--\(flag.name) takes no value") }
            value = ""
        } else if value == nil {
            value = words.popFirst()
        }
        guard let value else { throw UsageError("\(flag.usage) needs its value") }
        guard flag.isRepeatable || values[name] == nil else {
            throw UsageError("--\(flag.name) may be given only once")
        }
        values[name, default: []].append(value)
    }

    func has(_ flag: Flag) -> Bool { values[flag.name] != nil }

    func value(of flag: Flag) -> String? { values[flag.name]?.first }

    /// The value of a flag that takes one of some words; nil where it is not given.
    func choice<Choice>(of flag: Flag) throws(UsageError) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = value(of: flag) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("--\(flag.name)=\(text) is unknown; write one of \(known)")
        }
        return choice
    }

    func allValues(of flag: Flag) -> [String] { values[flag.name] ?? [] }
}

/// A command line that cannot be understood.
struct UsageError: Error, Equatable {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
