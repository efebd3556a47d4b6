import Network
import Simulation
import Testing
import Time

struct SimulatedFilesTests {
    @Test func `files are read as they were written, within the limit`() throws {
        let files = SimulatedFiles()
        #expect(throws: FileError.missing) { try files.read("/etc/sonde.yml", limit: 100) }
        files.set("/etc/sonde.yml", "probes: {}")
        #expect(try files.read("/etc/sonde.yml", limit: 10) == Array("probes: {}".utf8))
        #expect(throws: FileError.tooLarge) { try files.read("/etc/sonde.yml", limit: 9) }
        files.set("/etc/sonde.yml", failing: .permission)
        #expect(throws: FileError.permission) { try files.read("/etc/sonde.yml", limit: 100) }
    }

    @Test func `a file that is written wakes who watches it`() {
        let world = SimulatedWorld(seed: 1)
        let begin = world.loop.now
        let changes = world.files.changes(of: [.file("/sonde.yml"), .directory("/mx")])
        for (path, isTold) in [
            ("/sonde.yml", true), ("/mx/a.json", true), ("/other.yml", false), ("/mx/a/b", false),
            ("/mxa", false),
        ] {
            world.loop.schedule(after: .seconds(2)) { world.files.set(path, "1") }
            let (outcome, duration) = world.loop.run {
                let begin = world.loop.now
                let outcome = await changes.next(until: begin + .seconds(5))
                return (outcome, world.loop.now - begin)
            }
            #expect(outcome == (isTold ? .changed : .deadline), "\(path)")
            #expect(duration == .seconds(isTold ? 2 : 5), "\(path)")
        }
        #expect(world.loop.now == begin + .seconds(2 + 2 + 5 + 5 + 5))
    }

    @Test func `a change that nobody waited for is told once`() {
        let world = SimulatedWorld(seed: 1)
        let changes = world.files.changes(of: [.file("/sonde.yml")])
        world.files.set("/sonde.yml", "1")
        world.files.set("/sonde.yml", failing: .missing)
        world.loop.run {
            #expect(await changes.next(until: world.loop.now) == .changed)
            #expect(await changes.next(until: world.loop.now) == .deadline)
            changes.follow([.file("/b")])
            world.files.set("/sonde.yml", "2")
            #expect(await changes.next(until: world.loop.now) == .deadline)
            world.files.set("/b", "2")
            #expect(await changes.next(until: world.loop.now) == .changed)
            await withTaskGroup(of: FileChangeOutcome.self) { group in
                group.addTask { await changes.next(until: .distantFuture) }
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
        }
    }

    @Test func `a watch ends with its last reference`() {
        let world = SimulatedWorld(seed: 1)
        do {
            let changes = world.files.changes(of: [.file("/sonde.yml")])
            withExtendedLifetime(changes) { #expect(world.files.watchCount == 1) }
        }
        #expect(world.files.watchCount == 0)
    }

    @Test func `a log keeps its lines in order`() {
        let log = RecordedLog()
        log.write(.info, "listening", [LogField("port", "9115")])
        log.write(.error, "no memory", [])
        #expect(log.lines.map(\.level) == [.info, .error])
        #expect(log.lines.first?["port"] == "9115")
        #expect(log.messages(atLeast: .warn) == ["no memory"])
    }
}
