import Glibc

/// What the program says of its own command line.
enum CommandHelp {
    /// The commands, as the answer to one that there is not names them.
    static let commands: [String] = {
        let text = run("0")
        guard let start = text.firstRange(of: "the commands are ")?.upperBound,
            let end = text[start...].firstIndex(of: ";")
        else { return [] }
        return text[start..<end].split(separator: ",").map { String($0.drop { $0 == " " }) }
    }()

    /// A flag of a command, and its default where the help says one.
    struct Flag {
        var command: String
        var name: String
        var fallback: String?
    }

    /// Each flag of each command.
    static let flags: [Flag] = commands.flatMap(flags)

    private static func flags(of command: String) -> [Flag] {
        let text = run("\(command) --help")
        guard let start = text.firstRange(of: "\nFlags:\n")?.upperBound else { return [] }
        return text[start...].split(separator: "\n").compactMap { line in
            // `-v, --verbose`: the short form has a column of its own.
            guard let start = line.firstRange(of: "--")?.lowerBound else { return nil }
            let name = line[start...].prefix { $0 != "=" && $0 != " " }
            return Flag(command: command, name: String(name), fallback: fallback(in: line))
        }
    }

    private static func fallback(in line: Substring) -> String? {
        guard let start = line.firstRange(of: "(default: ")?.upperBound,
            let end = line[start...].firstIndex(of: ")")
        else { return nil }
        return String(line[start..<end])
    }

    /// What the program writes, on both streams.
    private static func run(_ words: String) -> String {
        guard let pipe = unsafe popen("'\(program)' \(words) 2>&1 </dev/null", "r") else {
            return ""
        }
        defer { unsafe pclose(pipe) }
        return unsafe Files.contents(pipe)
    }

    /// The tests are a program themselves, which stands beside the other products.
    private static var program: String {
        guard let resolved = unsafe realpath("/proc/self/exe", nil) else { return "sonde" }
        defer { unsafe free(resolved) }
        let path = unsafe String(cString: resolved)
        return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/sonde"
    }
}
