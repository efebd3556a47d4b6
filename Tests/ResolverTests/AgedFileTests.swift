import Network
import Resolver
import Simulation
import Testing
import Time

struct AgedFileTests {
    private let start = Instant(nanoseconds: 0)

    private func file(_ files: FilesInMemory, bytesMax: Int = 10) -> AgedFile {
        AgedFile("/f", in: files, bytesMax: bytesMax, age: .seconds(5))
    }

    @Test func `a file is looked at again when its age has come, and a change is told once`() {
        let files = FilesInMemory(["/f": "one"])
        var file = file(files)
        #expect(file.change(at: start) == .content(Array("one".utf8)))
        files.contents.update { $0["/f"] = "two" }
        #expect(file.change(at: start + .milliseconds(4999)) == nil)
        #expect(file.change(at: start + .seconds(5)) == .content(Array("two".utf8)))
        #expect(file.change(at: start + .seconds(10)) == nil)
        files.contents.update { $0["/f"] = nil }
        #expect(file.change(at: start + .seconds(15)) == .missing)
        #expect(files.reads.value["/f"] == 4)
    }

    @Test func `a file that has become too long leaves what was known`() {
        let files = FilesInMemory(["/f": "one"])
        var file = file(files)
        #expect(file.change(at: start) != nil)
        files.contents.update { $0["/f"] = "eleven bytes" }
        #expect(file.change(at: start + .seconds(5)) == nil)
        files.contents.update { $0["/f"] = "one" }
        #expect(file.change(at: start + .seconds(10)) == nil)
    }

    @Test func `the limits of the two files are those of the resolver`() throws {
        let line = "192.0.2.99 known.example\n"
        let padding = String(repeating: "#", count: ResolverLimits.hostsBytesMax - line.utf8.count)
        for (text, isRead) in [(line + padding, true), (line + padding + "#", false)] {
            try ResolverWorld.run(files: ["/etc/hosts": text]) { world in
                #expect((await world.resolve("known.example").error == nil) == isRead)
            }
        }
        let server = "nameserver 255.255.255.255\n"
        let rest = ResolverLimits.configurationBytesMax - server.utf8.count
        for (extra, isRead) in [(0, true), (1, false)] {
            let text = server + String(repeating: "#", count: rest + extra)
            try ResolverWorld.run(files: ["/etc/resolv.conf": text], servers: { _ in [] }) {
                world in
                let error = await world.resolve("known.invalid", milliseconds: 500).error
                #expect((error == .local(.localRoute)) == isRead)
            }
        }
    }
}
