import FileWatching
import Glibc
import Kernel
import Network
import Reactor
import Simulation
import Testing
import Time
import Workbench

@Suite struct ChangeTests {
    @Test func `a file that is written to has changed, and only then`() throws {
        try WatchedTree.run { tree in
            try tree.write("sonde.yml", "1")
            let changes = tree.watcher.changes(of: [tree.file("sonde.yml")])
            #expect(await !tree.isTold(changes))
            try tree.write("sonde.yml", "2")
            #expect(await tree.isTold(changes))
            #expect(await !tree.isTold(changes))
            try tree.write("other.yml", "1")
            _ = try RegularFile.read(tree.path("sonde.yml"), limit: 10)
            #expect(await !tree.isTold(changes))
        }
    }

    @Test func `a file that is replaced by renaming has changed, again and again`() throws {
        try WatchedTree.run { tree in
            try tree.write("sonde.yml", "0")
            let changes = tree.watcher.changes(of: [tree.file("sonde.yml")])
            for round in 1...3 {
                try tree.write("sonde.yml.new", "\(round)")
                #expect(await !tree.isTold(changes))
                try tree.rename("sonde.yml.new", to: "sonde.yml")
                #expect(await tree.isTold(changes))
                try tree.write("sonde.yml", "written to")
                #expect(await tree.isTold(changes), "the new file is not watched")
            }
        }
    }

    @Test func `a file that is deleted and made again has changed twice`() throws {
        try WatchedTree.run { tree in
            try tree.write("sonde.yml", "1")
            let changes = tree.watcher.changes(of: [tree.file("sonde.yml")])
            for _ in 0..<3 {
                try tree.remove("sonde.yml")
                #expect(await tree.isTold(changes))
                try tree.write("sonde.yml", "2")
                #expect(await tree.isTold(changes))
                try tree.write("sonde.yml", "3")
                #expect(await tree.isTold(changes))
            }
        }
    }

    /// What the AtomicWriter of Kubernetes does.
    @Test func `a ConfigMap that is updated has changed`() throws {
        try WatchedTree.run { tree in
            func update(_ version: Int) throws {
                try tree.makeDirectory("..2026_\(version)")
                try tree.write("..2026_\(version)/sonde.yml", "\(version)")
                try tree.link("..data_tmp", to: "..2026_\(version)")
                try tree.rename("..data_tmp", to: "..data")
                guard version > 1 else { return }
                try tree.remove("..2026_\(version - 1)/sonde.yml")
                try tree.remove("..2026_\(version - 1)")
            }
            try update(1)
            try tree.link("sonde.yml", to: "..data/sonde.yml")
            let changes = tree.watcher.watch([tree.file("sonde.yml")])
            let watchCount = tree.watchCount(changes)
            for version in 2...5 {
                #expect(await !tree.isTold(changes))
                try update(version)
                #expect(await tree.isTold(changes))
            }
            #expect(tree.watchCount(changes) == watchCount, "watches of the past are kept")
        }
    }

    @Test func `a chain of links is watched at each of them`() throws {
        try WatchedTree.run { tree in
            for name in ["a", "b", "c", "d"] { try tree.makeDirectory(name) }
            try tree.link("a/sonde.yml", to: "../b/second")
            try tree.link("b/second", to: tree.path("c/third"))
            try tree.link("c/third", to: "../d/file")
            try tree.write("d/file", "1")
            try tree.write("d/other", "1")
            let changes = tree.watcher.changes(of: [tree.file("a/sonde.yml")])
            try tree.write("d/file", "2")
            #expect(await tree.isTold(changes))
            for (link, target) in [
                ("c/third", "../d/other"), ("b/second", "../c/third"), ("a/sonde.yml", "../d/file"),
            ] {
                #expect(await !tree.isTold(changes))
                try tree.link("new", to: target)
                try tree.rename("new", to: link)
                #expect(await tree.isTold(changes), "\(link)")
            }
            // The way leads past all of them now.
            try tree.write("d/other", "2")
            try tree.remove("b/second")
            #expect(await !tree.isTold(changes))
            try tree.write("d/file", "3")
            #expect(await tree.isTold(changes))
        }
    }

    @Test func `a directory that is missing may come later, and its parents`() throws {
        try WatchedTree.run { tree in
            let changes = tree.watcher.changes(of: [tree.file("a/b/c/sonde.yml")])
            #expect(await !tree.isTold(changes))
            for name in ["a", "a/b", "a/b/c"] {
                try tree.makeDirectory(name)
                #expect(await tree.isTold(changes), "\(name)")
            }
            try tree.write("a/b/c/sonde.yml", "1")
            #expect(await tree.isTold(changes))
            try tree.remove("a/b/c/sonde.yml")
            #expect(await tree.isTold(changes))
            // All at once, so that nobody can watch the steps.
            _ = try Programs.run("rm", ["-rf", tree.path("a")])
            #expect(await tree.isTold(changes))
            for name in ["a", "a/b", "a/b/c"] { try tree.makeDirectory(name) }
            try tree.write("a/b/c/sonde.yml", "2")
            #expect(await tree.isTold(changes))
            try tree.write("a/b/c/sonde.yml", "3")
            #expect(await tree.isTold(changes))
        }
    }

    @Test func `a directory on the way may be replaced`() throws {
        try WatchedTree.run { tree in
            for name in ["a", "a/b", "x", "x/b"] { try tree.makeDirectory(name) }
            try tree.write("a/b/sonde.yml", "1")
            try tree.write("x/b/sonde.yml", "2")
            let changes = tree.watcher.changes(of: [tree.file("a/b/sonde.yml")])
            try tree.write("x/b/sonde.yml", "3")
            #expect(await !tree.isTold(changes))
            try tree.rename("a", to: "old")
            try tree.rename("x", to: "a")
            #expect(await tree.isTold(changes))
            try tree.write("old/b/sonde.yml", "4")
            #expect(await !tree.isTold(changes))
            try tree.write("a/b/sonde.yml", "5")
            #expect(await tree.isTold(changes))
            // A file where a directory was, and a directory again.
            try tree.rename("a", to: "older")
            try tree.write("a", "6")
            #expect(await tree.isTold(changes))
            try tree.remove("a")
            try tree.rename("older", to: "a")
            #expect(await tree.isTold(changes))
        }
    }

    @Test func `a path may begin where we are, and be longer than it need be`() throws {
        try WatchedTree.run { tree in
            try tree.makeDirectory("a")
            let up = String(repeating: "../", count: 30)
            let changes = tree.watcher.changes(of: [
                .file("\(up)\(tree.path("a").dropFirst())//./../b")
            ])
            try tree.write("b", "1")
            #expect(await tree.isTold(changes))
            try tree.remove("a")
            #expect(await tree.isTold(changes))
        }
    }

    @Test func `a file that is written to by another name has changed`() throws {
        try WatchedTree.run { tree in
            for name in ["a", "b"] { try tree.makeDirectory(name) }
            try tree.write("a/sonde.yml", "1")
            try tree.check(unsafe Glibc.link(tree.path("a/sonde.yml"), tree.path("b/same")))
            let changes = tree.watcher.changes(of: [tree.file("a/sonde.yml")])
            try tree.write("b/same", "2")
            #expect(await tree.isTold(changes))
            try tree.check(unsafe chmod(tree.path("b/same"), 0o640))
            #expect(await tree.isTold(changes))
        }
    }

    @Test func `each entry of a directory counts, and what is written to it`() throws {
        try WatchedTree.run { tree in
            let changes = tree.watcher.changes(of: [.directory(tree.path("mx"))])
            try tree.makeDirectory("mx")
            #expect(await tree.isTold(changes))
            try tree.write("mx/a.json", "1")
            #expect(await tree.isTold(changes))
            try tree.write("mx/a.json", "2")
            #expect(await tree.isTold(changes))
            try tree.rename("mx/a.json", to: "mx/b.json")
            #expect(await tree.isTold(changes))
            try tree.remove("mx/b.json")
            #expect(await tree.isTold(changes))
            try tree.write("beside", "1")
            #expect(await !tree.isTold(changes))
        }
    }

    @Test func `other places may be watched from now on`() throws {
        try WatchedTree.run { tree in
            for name in ["a", "b"] { try tree.write(name, "1") }
            let changes = tree.watcher.watch([tree.file("a")])
            let watchCount = tree.watchCount(changes)
            changes.follow([tree.file("b")])
            #expect(tree.watchCount(changes) == watchCount)
            try tree.write("a", "2")
            #expect(await !tree.isTold(changes))
            try tree.write("b", "2")
            #expect(await tree.isTold(changes))
            changes.follow([])
            #expect(tree.watchCount(changes) == 0)
            try tree.write("b", "3")
            #expect(await !tree.isTold(changes))
        }
    }

    @Test func `a wait ends with a change, at its deadline, or with its task`() throws {
        try WatchedTree.run { tree in
            let changes = tree.watcher.changes(of: [tree.file("sonde.yml")])
            await withTaskGroup(of: FileChangeOutcome.self) { group in
                group.addTask { await changes.next(until: tree.patience) }
                _ = await tree.loop.sleep(until: tree.loop.now + .milliseconds(2))
                #expect(throws: Never.self) { try tree.write("sonde.yml", "1") }
                #expect(await group.next() == .changed)
                _ = await tree.isTold(changes)
                group.addTask { await changes.next(until: tree.loop.now + .milliseconds(2)) }
                #expect(await group.next() == .deadline)
                group.addTask { await changes.next(until: .distantFuture) }
                await Task.yield()
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
        }
    }
}
