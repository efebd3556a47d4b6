import Events
import Exporter
import Testing

/// The references of the manual say what there is, and nothing else.
@Suite struct ReferenceTests {
    @Test(arguments: Reference.all)
    func `the manual has each name that there is, and none that there is not`(
        reference: Reference
    ) {
        let findings = reference.findings(in: Page.named(reference.page))
        #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
    }

    @Test(arguments: Reference.all)
    func `a line that is taken away, or put in, is found`(reference: Reference) {
        let lines = skeleton(of: Page.text(reference.page))
        let names = reference.written(page(lines))
        #expect(names == reference.written(.named(reference.page)))
        var tried = 0
        for index in lines.indices where isEntry(lines[index]) {
            // A line is one of the reference where the page has fewer names without it.
            var without = lines
            without.remove(at: index)
            let less = page(without)
            guard reference.written(less).count < names.count else { continue }
            tried += 1
            #expect(!reference.findings(in: less).isEmpty, "without \(lines[index])")
            var more = lines
            more.insert(planted(lines[index]), at: index + 1)
            #expect(
                reference.findings(in: page(more)).contains { $0.contains("nonesuch") },
                "planted behind \(lines[index])")
        }
        #expect(tried > 0)
    }

    private func page(_ lines: [Substring]) -> Page { Page(lines.joined(separator: "\n")) }

    /// The lines from which names are read, and the headings: a tenth of the page.
    private func skeleton(of text: String) -> [Substring] {
        var isCode = false
        return text.lines.filter { line in
            if line.hasPrefix("```") { isCode.toggle() }
            return !isCode && (line.hasPrefix("#") || line.hasPrefix("|") || isEntry(line))
        }
    }

    /// A row, or a line that says where a key may stand, or the heading of a command.
    private func isEntry(_ line: Substring) -> Bool {
        line.hasPrefix("| `") || line.hasPrefix("- Where: ") || line.hasPrefix("### sonde ")
    }

    /// The same kind of entry with a name that there is not.
    private func planted(_ entry: Substring) -> Substring {
        if entry.hasPrefix("- Where: ") { return entry + ", nonesuch" }
        if entry.hasPrefix("### sonde ") { return "### sonde nonesuch" }
        return "| `nonesuch" + entry.dropFirst(3).drop { $0 != "`" }
    }

    @Test func `a key is found wherever it may stand`() {
        for key in [
            "top servers", "defaults interval", "server probes", "probe tls.ca_file",
            "server thresholds.down_for",
        ] {
            #expect(KeyDiscovery.keys.contains(key), "\(key)")
        }
        #expect(!KeyDiscovery.keys.contains("defaults tls"))
    }

    @Test func `the defaults of the flags are those of the help`() throws {
        let flags = Dictionary(uniqueKeysWithValues: Reference.flags(.named("Running.md")))
        let known = CommandHelp.flags.filter { $0.fallback != nil }
        #expect(!known.isEmpty)
        for flag in known {
            #expect(flags["\(flag.command) \(flag.name)"] == flag.fallback)
        }
    }

    @Test func `a metric that is named anywhere is one that there is`() throws {
        let families = Set(ExposedFamilies.all.map(\.name))
        let events = EventName.allCases.map(\.rawValue)
        let readme = try #require(Files.text("README.md"))
        for (name, text) in Page.names.map({ ($0, Page.text($0)) }) + [("README.md", readme)] {
            for word in text.split(whereSeparator: { !($0 == "_" || $0.isLetter || $0.isNumber) }) {
                let isMetric = ["probe_", "sonde_", "process_"].contains { word.hasPrefix($0) }
                guard isMetric, word.count > "process_".count, !events.contains(String(word))
                else { continue }
                let ends = ["", "_bucket", "_sum", "_count"]
                let isFamily = ends.contains {
                    word.hasSuffix($0) && families.contains(String(word.dropLast($0.count)))
                }
                let isStart = word.hasSuffix("_") && families.contains { $0.hasPrefix(word) }
                #expect(isFamily || isStart, "\(name): \(word)")
            }
        }
    }
}
