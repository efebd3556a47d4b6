import Configuration
import Testing

/// What the manual shows as an example is right, and the errors that it shows are those of Sonde.
@Suite struct ExampleTests {
    private static let pages = ["Configuration.md", "Conversations.md", "Services.md"]

    @Test(arguments: pages) func `every example of a configuration can be loaded`(name: String) {
        let blocks = Page.named(name).blocks.filter { $0.language == "yaml" }
        #expect(!blocks.isEmpty)
        for block in blocks {
            let errors = Self.errors(in: Self.whole(block))
            #expect(errors.isEmpty, "\(block.headings.last ?? ""): \(errors)")
        }
    }

    @Test func `an example that is wrong is found`() {
        for text in ["intervall: 5s", "interval: 5", "servers: []", "defaults: {port: 1}"] {
            let block = Page("```yaml\n\(text)\n```\n").blocks
            #expect(block.allSatisfy { !Self.errors(in: Self.whole($0)).isEmpty }, "\(text)")
            #expect(block.count == 1)
        }
    }

    @Test func `every error that is shown is one of the fixtures`() {
        let folder = "Tests/ConfigurationTests/Fixtures/mistakes"
        let known = Files.names(in: folder, ending: ".txt").flatMap { name in
            (Files.text("\(folder)/\(name)") ?? "").split(separator: "\n").map(String.init)
        }
        let start = "- Error: `"
        let shown = Page.named("Configuration.md").lines.filter { $0.text.hasPrefix(start) }
        #expect(!shown.isEmpty)
        for line in shown {
            let error = ": " + line.text.dropFirst(start.count).dropLast()
            #expect(known.contains { $0.hasSuffix(error) }, "\(line.headings.last ?? "")\(error)")
        }
    }

    /// A whole configuration around an example that shows a part of one.
    private static func whole(_ block: Page.Block) -> String {
        let keys = Set(
            block.lines.filter { $0.first.map { $0 != " " && $0 != "#" } ?? false }
                .map { String($0.prefix { $0 != ":" }) })
        if keys.contains("servers") { return block.text }
        if keys.contains(where: { KeyDiscovery.keys.contains("top \($0)") }) {
            return block.text
                + "servers: [{name: a, probes: [{name: b, host: example.com, port: 1}]}]\n"
        }
        var probe = block.lines
        for (key, value) in [("name", "b"), ("host", "example.com"), ("port", "1")] {
            guard !keys.contains(key), key != "port" || !keys.contains("service"),
                key != "host" || keys.isDisjoint(with: ["hosts", "targets_from"])
            else { continue }
            probe.append("\(key): \(value)")
        }
        return "servers:\n- name: a\n  probes:\n  -\n"
            + probe.map { "    \($0)\n" }.joined()
    }

    /// What is wrong with a configuration.
    private static func errors(in text: String) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try ConfigurationLoader(files: AnyCertificate()).load(
                Array(text.utf8), name: "example", directory: "")
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }
}
