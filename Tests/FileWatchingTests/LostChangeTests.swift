import FileWatching
import Glibc
import Kernel
import Network
import Reactor
import Simulation
import Testing
import Workbench

/// Whatever is done to a tree, no change of what a path leads to goes untold.
///
/// The tree lies so deep that no way leads out of it: the kernel follows 40 links,
/// path_resolution(7), and each of ours goes up once.
@Suite struct LostChangeTests {
    private static let depth = 48
    private static let names = below(
        ["a", "b", "c", "a/a", "a/b", "b/a", "b/c", "c/b", "a/a/b", "b/a/c"])
    private static let watched = below(["a/b", "a/a/b", "c", "b/a/c"])
    private static let directory = below(["b/a"])[0]
    private static let targets = [
        "a", "b", "../b", "../a/b", "b/a", "./c", "a/../b/c", "..", "nowhere",
    ]

    private static func below(_ names: [String]) -> [String] {
        names.map { String(repeating: "i/", count: depth) + $0 }
    }

    @Test(.serialized, arguments: [1, 2, 3, 4] as [UInt64])
    func `no change is lost in 500 steps`(seed: UInt64) throws {
        try WatchedTree.run { tree in
            for depth in 1...Self.depth {
                try tree.makeDirectory(String(repeating: "/i", count: depth))
            }
            var generator = SeededGenerator(seed: seed)
            let places = Self.watched.map(tree.file) + [.directory(tree.path(Self.directory))]
            let changes = tree.watcher.changes(of: places)
            var before = Self.sight(of: tree)
            var (changeCount, quietCount) = (0, 0)
            for step in 0..<500 {
                // Else renamed directories and links lead ever fewer paths to a file.
                let what =
                    step % 50 == 49 ? try Self.clear(tree) : Self.change(tree, &generator)
                let after = Self.sight(of: tree)
                let isTold = await tree.isTold(changes)
                if after != before { changeCount += 1 }
                if !isTold { quietCount += 1 }
                guard isTold || after == before else {
                    _ = Issue.record("seed \(seed), step \(step): \(what) was not told")
                    return
                }
                before = after
            }
            #expect(changeCount > 25 && quietCount > 200, "\(changeCount), \(quietCount)")
        }
    }

    /// While the loop walks over the first of two links the other thread replaces the second.
    @Test func `what is replaced during a walk is watched as well`() throws {
        try WatchedTree.run { tree in
            let changes = tree.watcher.changes(of: [tree.file("first/second/sonde.yml")])
            let worker = WorkerThread()
            for round in 1...400 {
                let pause = Int64(round % 40) * 10_000
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        let failure = await worker.run { Self.relink(tree, round, pause) }
                        #expect(failure == nil)
                    }
                    while Self.content(tree) != "\(round) b" {
                        try #require(await changes.next(until: tree.patience) == .changed)
                    }
                    try await group.waitForAll()
                }
                _ = await tree.isTold(changes)
                try tree.write("\(round)/b/sonde.yml", "\(round) c")
                try #require(await tree.isTold(changes), "round \(round)")
            }
        }
    }

    private static func content(_ tree: WatchedTree) -> String {
        let bytes = try? RegularFile.read(tree.path("first/second/sonde.yml"), limit: 100)
        return String(decoding: bytes ?? [], as: UTF8.self)
    }

    /// Lets the first link lead to a directory of this round, and then the second in it to another.
    private static func relink(_ tree: WatchedTree, _ round: Int, _ pause: Int64) -> String? {
        do {
            try tree.makeDirectory("\(round)")
            for name in ["a", "b"] {
                try tree.makeDirectory("\(round)/\(name)")
                try tree.write("\(round)/\(name)/sonde.yml", "\(round) \(name)")
            }
            try tree.link("\(round)/second", to: "a")
            try tree.link("\(round)/new", to: "b")
            try tree.link("new", to: "\(round)")
            try tree.rename("new", to: "first")
            let end = Clock.monotonic + pause
            while Clock.monotonic < end {}
            try tree.rename("\(round)/new", to: "\(round)/second")
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What a reader of all watched places finds.
    private static func sight(of tree: WatchedTree) -> [String] {
        let listing = entries(tree.path(directory)).map { "\(directory)/\($0)" }
        return (watched + listing).map { name in
            do throws(RegularFile.Refusal) {
                let bytes = try RegularFile.read(tree.path(name), limit: 100)
                return "\(name): \(String(decoding: bytes, as: UTF8.self))"
            } catch {
                return "\(name): \(error)"
            }
        }
    }

    private static func entries(_ path: String) -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { _ = unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { text in
                    unsafe String(cString: text)
                }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func clear(_ tree: WatchedTree) throws -> String {
        _ = try Programs.run("rm", ["-rf"] + below(["a", "b", "c"]).map(tree.path))
        return "all removed"
    }

    /// Does something to the tree that may fail, and says what it was.
    private static func change(_ tree: WatchedTree, _ generator: inout SeededGenerator) -> String {
        func pick(_ among: [String]) -> String {
            among[Int.random(in: 0..<among.count, using: &generator)]
        }
        let (name, other, target) = (pick(names), pick(names), pick(targets))
        let text = String(Int.random(in: 0..<1_000, using: &generator))
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1:
            return "\(text) into \(name): \(Result { try tree.write(name, text) })"
        case 2, 3:
            return "directory \(name): \(Result { try tree.makeDirectory(name) })"
        case 4:
            return "link \(name) to \(target): \(Result { try tree.link(name, to: target) })"
        case 5, 6:
            return "\(name) renamed \(other): \(Result { try tree.rename(name, to: other) })"
        default:
            return "\(name) removed: \(Result { try tree.remove(name) })"
        }
    }
}
