import Configuration
import Network

/// Comments in the place of probes that the configuration's own reader refuses, so that one of them
/// does not spoil all the others.
struct RefusedProbes {
    private var lines: [String]

    /// How often the rest is read again; what one mistake hides shows in the next round.
    private static let roundsMax = 8

    /// The text as it can be loaded, where the files are there that it names.
    static func commentedOut(of text: String) -> String {
        var refused = RefusedProbes(
            lines: text.split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init))
        for _ in 0..<roundsMax {
            let mistakes = refused.mistakes
            guard !mistakes.isEmpty else { break }
            for mistake in mistakes.reversed() { refused.leaveOut(mistake) }
            refused.leaveOutEmptyServers()
        }
        return refused.lines.joined(separator: "\n")
    }

    /// The first mistake of each line, in their order, but for files that are elsewhere.
    private var mistakes: [ConfigurationError] {
        do throws(ConfigurationErrors) {
            _ = try ConfigurationLoader(files: AbsentFiles(), variable: { "${env.\($0)}" }).load(
                Array(lines.joined(separator: "\n").utf8), name: "sonde.yml", directory: ".")
            return []
        } catch {
            var seen: Set<Int> = []
            return error.errors.filter { mistake in
                guard let line = mistake.line, !mistake.key.hasSuffix("_file") else { return false }
                return seen.insert(line).inserted
            }
        }
    }

    /// Turns the probe, or the server, in which a mistake stands into comments.
    private mutating func leaveOut(_ mistake: ConfigurationError) {
        guard let line = mistake.line, lines.indices.contains(line - 1),
            let block = block(around: line - 1)
        else { return }
        let indentation = String(lines[block.lowerBound].prefix { $0 == " " })
        let reason = YAMLText.comment("\(mistake.message); \(mistake.suggestion)")
        let comments = lines[block].map { line in
            "\(indentation)# \(line.dropFirst(indentation.count))"
        }
        lines.replaceSubrange(block, with: ["\(indentation)# Left out: \(reason)."] + comments)
    }

    /// The lines of the probe around one, or of its server.
    private func block(around line: Int) -> Range<Int>? {
        for indentation in ["      ", "  "] {
            let isBegin = { (text: String) in text.hasPrefix("\(indentation)- ") }
            guard let first = lines[...line].lastIndex(where: isBegin),
                indentation == "  "
                    || !lines[first...line].contains(where: { !$0.hasPrefix(indentation) })
            else { continue }
            let next = lines[(first + 1)...].firstIndex { text in
                !text.hasPrefix("\(indentation)  ") || text.hasPrefix("\(indentation)# ")
            }
            return first..<(next ?? lines.endIndex)
        }
        return nil
    }

    /// A server without probes is no server.
    private mutating func leaveOutEmptyServers() {
        while let probes = lines.indices.first(where: { index in
            lines[index] == "    probes:"
                && !lines[(index + 1)...].prefix { !$0.isEmpty }.contains {
                    $0.hasPrefix("      - ")
                }
        }), let first = lines[...probes].lastIndex(where: { $0.hasPrefix("  - ") }) {
            for line in first...probes { lines[line] = "  # " + lines[line].dropFirst(2) }
        }
        guard !lines.contains(where: { $0.hasPrefix("  - ") }) else { return }
        lines = lines.map { $0 == "servers:" ? "# servers:" : $0 }
    }
}

/// A machine without files: those that are named are on another.
private struct AbsentFiles: WatchedFiles {
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] { throw .missing }
    func names(in path: String) throws(FileError) -> [String] { throw .missing }
    func stamp(_ path: String) throws(FileError) -> FileStamp { throw .missing }
}
