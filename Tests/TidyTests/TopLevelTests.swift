import Testing

/// What stands at the top of the repository.
enum TopLevel {
    static let names: Set = [
        "Package.swift", "Sources", "Tests", "dashboards", "rules", "README.md",
    ]

    static func strangers(among top: [String]) -> [String] {
        top.filter { !names.contains($0) && !$0.hasPrefix(".") }
    }
}

/// The commands that README.md shows, one by one: the lines of its fenced blocks.
struct Readme {
    var commands: [Substring]

    init(_ file: File) {
        var isInside = false
        commands = file.lines.filter { line in
            if line.hasPrefix("```") {
                isInside.toggle()
                return false
            }
            return isInside && !line.isEmpty
        }
    }

    /// What the first command installs.
    var packages: Set<String> {
        let words = (commands.first ?? "").split(separator: " ")
        guard let install = words.firstIndex(of: "install") else { return [] }
        let names = words[install...].dropFirst().prefix { $0 != "&&" && $0 != "\\" }
        return Set(names.filter { !$0.hasPrefix("-") }.map(String.init))
    }
}

@Suite struct TopLevelTests {
    @Test func `the top level holds only what belongs there`() {
        #expect(TopLevel.strangers(among: Repository.shared.top) == [])
        #expect(Repository.shared.top.contains("Package.swift"))
    }

    @Test func `a planted stranger is found`() {
        let top = [".ci", "Makefile", "Sources", "docs", "sources"]
        #expect(TopLevel.strangers(among: top) == ["Makefile", "docs", "sources"])
    }

    @Test func `the first command installs what the manifest asks for`() throws {
        let readme = Readme(try #require(Repository.shared.file("README.md")))
        let manifest = Manifest(try #require(Repository.shared.file("Package.swift")))
        #expect(!manifest.debianPackages.isEmpty)
        // pkg-config tells SwiftPM where they are.
        #expect(readme.packages == manifest.debianPackages.union(["pkg-config"]))
    }

    @Test func `two commands do all of the set-up`() throws {
        let readme = Readme(try #require(Repository.shared.file("README.md")))
        #expect(readme.commands.first?.contains("swift run -c release sonde demo") == true)
        #expect(readme.commands.dropFirst().first == ".ci/install && swift test")
    }

    @Test func `the packages of a command are its words after install`() {
        let text = "A\n```sh\nsudo apt-get install -y libb-dev liba-dev && swift run\nb\n```\nc\n"
        let readme = Readme(File(path: "README.md", text: text))
        #expect(readme.packages == ["liba-dev", "libb-dev"])
        #expect(readme.commands.count == 2)
        #expect(Readme(File(path: "README.md", text: "A\n")).packages == [])
    }
}
