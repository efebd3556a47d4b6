import Testing

@Suite struct PlanTests {
    private static func manifest(_ text: String) -> Manifest {
        Manifest(File(path: "Package.swift", text: text))
    }

    private static var own: Manifest {
        get throws { Manifest(try #require(Repository.shared.file("Package.swift"))) }
    }

    @Test func `every arrow of the manifest goes down the plan`() throws {
        let findings = Plan.house.findings(in: try Self.own)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `every folder of the sources is a target that the manifest reader sees`() throws {
        let names = Set(try Self.own.targets.map(\.name))
        for path in Repository.shared.files.map(\.path) {
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count > 2, ["Sources", "Tests"].contains(parts[0]) else { continue }
            let isFolderOfTargets = ["CLibraries", "Fuzzing"].contains(parts[1])
            let name = isFolderOfTargets ? parts[parts[2] == "Corpus" ? 3 : 2] : parts[1]
            // The benchmarks are called in lower case, as a program is, and live in a folder.
            #expect(names.contains(name) || names.contains(name.lowercased()), "\(path)")
        }
    }

    @Test func `each fuzzer has a folder and seeds`() throws {
        let fuzzers = try Self.own.targets.filter { $0.kind == "fuzzer" }.map(\.name)
        #expect(!fuzzers.isEmpty)
        for name in fuzzers {
            for folder in ["Tests/Fuzzing/\(name)/", "Tests/Fuzzing/Corpus/\(name)/"] {
                let isThere = Repository.shared.files.contains { $0.path.hasPrefix(folder) }
                #expect(isThere, "\(folder)")
            }
        }
    }

    @Test func `each C library has a home`() {
        for path in Repository.shared.files.map(\.path) {
            let parts = path.split(separator: "/")
            guard parts.count > 2, parts[1] == "CLibraries" else { continue }
            #expect(Imports.homes[parts[2]] != nil, "\(path)")
        }
    }

    @Test func `the arrows of the plan itself go down`() {
        let floors = Dictionary(uniqueKeysWithValues: Plan.house.rooms.map { ($0.name, $0.floor) })
        for room in Plan.house.rooms {
            for need in room.mayNeed ?? [] {
                #expect(floors[need].map { $0 < room.floor } == true, "\(room.name) ─▶ \(need)")
            }
        }
    }

    @Test(arguments: [
        #"room("Network", "Sockets")"#, #"room("Sockets", "TLS")"#, #"room("Network", "TLS")"#,
        #"room("Exporter", "Sockets")"#, #"room("Wire", "Time")"#, #"room("Cellar")"#,
        #".target(name: "Probes", dependencies: ["Reactor"])"#,
        #".executableTarget(name: "sonde", dependencies: ["sonde"])"#,
        #"testSupport("Simulation", "Kernel")"#, #".package(url: "https://example.com/a")"#,
        #"dependencies: [.package(path: "a")]"#, #"library("CUnknown", debian: "libunknown-dev")"#,
    ])
    func `a planted arrow is found`(text: String) {
        #expect(Plan.house.findings(in: Self.manifest("\n" + text)).map(\.line) == [2])
    }

    @Test(arguments: [
        #"room("Network", "Time")"#, #"tests("WireTests", "Simulation", "Wire")"#,
        #".executable(name: "sonde", targets: ["sonde"])"#, #"// room("Wire", "Time")"#,
        #"func room(_ name: String) -> Target { .target(name: name, path: "Sources/\(name)") }"#,
        #".executableTarget(name: "sonde", dependencies: ["TLS"], swiftSettings: settings)"#,
    ])
    func `a right arrow is left alone`(text: String) {
        #expect(Plan.house.findings(in: Self.manifest(text)) == [])
    }

    @Test func `the reader finds name, dependencies and Debian packages`() {
        let manifest = Self.manifest(
            """
            library("CAres", pkgConfig: "libcares", debian: "libc-ares-dev"),
            tests("ATests", fixtures: true, "A", "B"),
            : [fuzzer("FuzzA", "A")]
            .systemLibrary(name: "CYAML", path: "p", providers: [.apt(["libyaml-dev"])]),
            """)
        #expect(
            manifest.targets == [
                .init(kind: "library", name: "CAres", dependencies: [], line: 1),
                .init(kind: "tests", name: "ATests", dependencies: ["A", "B"], line: 2),
                .init(kind: "fuzzer", name: "FuzzA", dependencies: ["A"], line: 3),
                .init(kind: "systemLibrary", name: "CYAML", dependencies: [], line: 4),
            ])
        #expect(manifest.debianPackages == ["libc-ares-dev", "libyaml-dev"])
    }
}
