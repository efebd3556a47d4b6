import FileWatching
import Kernel
import Network
import Reactor
import Simulation
import Testing
import Time

/// What is told where the kernel does not tell all.
@Suite struct UnwatchedTests {
    private static var hurried: FileWatchingLimits {
        var limits = FileWatchingLimits()
        limits.lookAgainNanoseconds = 20_000_000
        return limits
    }

    @Test func `a change that goes unseen is told after 5 s`() {
        #expect(FileWatchingLimits().lookAgainNanoseconds == 5_000_000_000)
    }

    @Test func `where watches are lacking everything may have changed every now and then`() throws {
        var limits = Self.hurried
        limits.watchesMax = 2
        try WatchedTree.run(limits) { tree in
            let changes = tree.watcher.watch([tree.file("sonde.yml")])
            #expect(tree.watchCount(changes) == 2)
            for _ in 0..<3 {
                let begin = tree.loop.now
                #expect(await changes.next(until: begin) == .deadline)
                #expect(await changes.next(until: tree.patience) == .changed)
                #expect(tree.loop.now - begin >= .milliseconds(15))
            }
            // What leaves enough of them ends that.
            changes.follow([.file("/nowhere.yml")])
            #expect(await changes.next(until: tree.loop.now + .milliseconds(60)) == .deadline)
        }
    }

    @Test func `where no descriptor is to be had it is asked for again`() throws {
        let refusals = Shared(2)
        try WatchedTree.run(Self.hurried) {
            refusals.update { left in
                left -= 1
                return left >= 0 ? .processDescriptors : nil
            }
        } _: { tree in
            let changes = tree.watcher.watch([tree.file("sonde.yml")])
            #expect(tree.watchCount(changes) == 0)
            #expect(await changes.next(until: tree.loop.now) == .deadline)
            #expect(await changes.next(until: tree.patience) == .changed)
            #expect(tree.watchCount(changes) == 0)
            #expect(await changes.next(until: tree.patience) == .changed)
            #expect(tree.watchCount(changes) > 0)
            #expect(await changes.next(until: tree.loop.now + .milliseconds(60)) == .deadline)
            try tree.write("sonde.yml", "1")
            #expect(await tree.isTold(changes))
        }
    }

    @Test func `a task that waits without a descriptor can be cancelled`() throws {
        try WatchedTree.run(refusing: { .processDescriptors }) { tree in
            let changes = tree.watcher.changes(of: [tree.file("sonde.yml")])
            await withTaskGroup(of: FileChangeOutcome.self) { group in
                group.addTask { await changes.next(until: .distantFuture) }
                await Task.yield()
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
        }
    }

    @Test func `more changes than the kernel keeps are told as one that may be ours`() throws {
        let text = try #require(
            RegularFile.readProcess("/proc/sys/fs/inotify/max_queued_events", limit: 100))
        let digits = text.prefix { $0 >= UInt8(ascii: "0") }
        let kept = try #require(Int(String(decoding: digits, as: UTF8.self)))
        try WatchedTree.run { tree in
            for name in ["a", "a/0"] { try tree.makeDirectory(name) }
            let changes = tree.watcher.changes(of: [tree.file("a/sonde.yml")])
            for number in 0...kept / 2 {
                try tree.rename("a/\(number)", to: "a/\(number + 1)")
            }
            // Nothing is kept of this one.
            try tree.write("a/sonde.yml", "1")
            #expect(await tree.isTold(changes))
            try tree.write("a/sonde.yml", "2")
            #expect(await tree.isTold(changes))
            #expect(await !tree.isTold(changes))
        }
    }

    @Test func `a way that does not stand still is looked at again`() throws {
        var limits = Self.hurried
        limits.walksMax = 1
        try WatchedTree.run(limits) { tree in
            let changes = tree.watcher.changes(of: [tree.file("sonde.yml")])
            // One walk has nothing to compare with; the next finds what it has watched.
            #expect(await changes.next(until: tree.patience) == .changed)
            #expect(await changes.next(until: tree.loop.now + .milliseconds(60)) == .deadline)
        }
    }
}
