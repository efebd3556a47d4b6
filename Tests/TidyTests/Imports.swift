/// Which module may be imported where.
enum Imports {
    /// What nobody imports.
    static let banned: Set<Substring> = ["Foundation", "FoundationEssentials", "Dispatch"]

    /// The only room that may name a module; an entry for each folder of Sources/CLibraries.
    static let homes: [Substring: Substring] = [
        "CLinux": "Kernel", "COpenSSL": "TLS", "CAres": "Resolver", "CYAML": "Configuration",
        "CRE2": "Patterns", "CRE2Library": "CRE2", "CZlib": "Compressing", "Glibc": "Kernel",
    ]

    /// What the tests may name as well: they talk to the kernel where no room does it for them.
    static let freeInTests: Set<Substring> = ["CLinux", "Glibc"]

    /// The rooms on the ground import nothing at all.
    static let ground: Set<Substring> = ["Time", "Wire", "Metrics"]
}

extension Rule {
    static let imports = [
        Rule(
            name: "neither Foundation nor Dispatch",
            planted: [
                "import Foundation", "@preconcurrency import Dispatch",
                "internal import struct FoundationEssentials.Data",
                "@_exported import Foundation",
            ],
            innocent: ["// import Foundation", "import FoundationOfTheHouse"]
        ) { file in
            file.imports.filter { Imports.banned.contains($0.module) }.map {
                file.finding($0, "imports \($0.module)")
            }
        },
        Rule(
            name: "a C library is imported in its room only",
            planted: ["import COpenSSL", "import CAres", "private import CYAML", "import Glibc"],
            innocent: ["import Network", "let importer = 1"]
        ) { file in
            file.imports.filter { found in
                guard let home = Imports.homes[found.module] else { return false }
                let isFree = !file.isSource && Imports.freeInTests.contains(found.module)
                return !isFree && !(file.isSource && file.room == home)
            }.map { file.finding($0, "imports \($0.module) outside its room") }
        },
        Rule(
            name: "the ground imports nothing", scope: .sources,
            planted: ["import Synchronization", "public import Time"],
            innocent: ["let a = 1", "import Backports"]
        ) { file in
            guard Imports.ground.contains(file.room) else { return [] }
            // It stands for the standard library of a later compiler.
            let imports = file.imports.filter { $0.module != "Backports" }
            return imports.map { file.finding($0, "imports \($0.module) on the ground") }
        },
    ]
}

/// A module that a file imports, and where.
struct Import: Equatable {
    var module: Substring
    var line: Int
}

extension SwiftFile {
    var imports: [Import] {
        places(of: "import").compactMap { place in
            let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let names = tokens[place...].dropFirst().drop { kinds.contains($0.text) }
            guard let name = names.first, name.kind == .word else { return nil }
            return Import(module: Substring(name.text), line: tokens[place].line)
        }
    }

    func finding(_ place: Import, _ message: String) -> Finding {
        Finding(path: path, line: place.line, message: message)
    }
}
