import CLinux
import Glibc
import Kernel
import Testing
import Workbench

@Suite struct InotifyDescriptorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func path(_ name: String = "") -> [UInt8] {
        Array((name.isEmpty ? folder.path : "\(folder.path)/\(name)").utf8)
    }

    private static func events(_ inotify: borrowing InotifyDescriptor) -> [InotifyEvent] {
        var reader = InotifyEventReader()
        while (try? inotify.read(into: &reader)) != nil {}
        var events: [InotifyEvent] = []
        while let event = reader.next() { events.append(event) }
        #expect(reader.isEmpty)
        return events
    }

    @Test func `what happens to a watched directory is told, with the name of the entry`() throws {
        let inotify = try InotifyDescriptor()
        let watch = try inotify.watch(path(), for: [.created, .modified], isDirectory: true)
        #expect(Self.events(inotify) == [])
        try folder.write("a", "1")
        #expect(
            Self.events(inotify) == [
                InotifyEvent(watch: watch, kinds: .created, name: Array("a".utf8)),
                InotifyEvent(watch: watch, kinds: .modified, name: Array("a".utf8)),
            ])
        inotify.unwatch(watch)
        try folder.write("b", "1")
        #expect(Self.events(inotify) == [InotifyEvent(watch: watch, kinds: .ignored)])
        inotify.unwatch(watch)
    }

    @Test func `a second watch adds to the first`() throws {
        let inotify = try InotifyDescriptor()
        try folder.write("a", "1")
        let watch = try inotify.watch(path("a"), for: .modified, isDirectory: false)
        #expect(try inotify.watch(path("a"), for: .selfDeleted, isDirectory: false) == watch)
        try folder.write("a", "2")
        try #require(unsafe unlink("\(folder.path)/a") == 0)
        let kinds = Self.events(inotify).map(\.kinds)
        #expect(kinds == [.modified, .selfDeleted, .ignored])
    }

    @Test func `what cannot be watched is an error`() throws {
        let inotify = try InotifyDescriptor()
        try folder.write("a", "1")
        try #require(unsafe symlink(folder.path, "\(folder.path)/link") == 0)
        func error(_ name: String) -> ErrorNumber? {
            do throws(ErrorNumber) {
                _ = try inotify.watch(path(name), for: .created, isDirectory: true)
                return nil
            } catch {
                return error
            }
        }
        #expect(error("nowhere") == .noSuchFile)
        #expect(error("a") == .notDirectory)
        #expect(error("link") == .notDirectory)
        var reader = InotifyEventReader()
        #expect(throws: ErrorNumber.wouldBlock) { try inotify.read(into: &reader) }
    }

    @Test func `a directory, a link and a file are told apart`() throws {
        try folder.write("a", "1")
        try #require(unsafe symlink("no/\u{e9}", "\(folder.path)/link") == 0)
        #expect(try DirectoryEntry.at(path()) == .directory)
        #expect(try DirectoryEntry.at(path("a")) == .other)
        #expect(try DirectoryEntry.at(path("link")) == .link(target: Array("no/\u{e9}".utf8)))
        #expect(try DirectoryEntry.at(Array("/dev/null".utf8)) == .other)
        #expect(throws: ErrorNumber.noSuchFile) { try DirectoryEntry.at(path("nowhere")) }
        #expect(throws: ErrorNumber.notDirectory) { try DirectoryEntry.at(path("a/b")) }
        let long = path(String(repeating: "a", count: 300))
        #expect(throws: ErrorNumber(rawValue: ENAMETOOLONG)) { try DirectoryEntry.at(long) }
    }

    @Test func `a path need not be UTF-8`() throws {
        let name: [UInt8] = [0xff, 0xfe]
        let target = path() + [UInt8(ascii: "/")] + name
        let made = unsafe (target + [0]).withUnsafeBytes { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe text.baseAddress.map { unsafe mkdir($0, 0o700) } ?? -1
            }
        }
        try #require(made == 0)
        #expect(try DirectoryEntry.at(target) == .directory)
        let inotify = try InotifyDescriptor()
        let watch = try inotify.watch(path(), for: .deleted, isDirectory: true)
        _ = try inotify.watch(target, for: .created, isDirectory: true)
        _ = try Programs.run("rm", ["-rf", folder.path])
        #expect(
            Self.events(inotify).contains {
                $0.watch == watch && $0.kinds.contains(.deleted) && $0.name == name
            })
    }

    @Test(arguments: [
        (0x6969, true), (0xff53_4d42, true), (0xfe53_4d42, true), (0x6573_5546, true),
        (0x0102_1994, false), (0xef53, false), (0x794c_7630, false), (-1, false),
    ])
    func `file systems that others write to are known`(magic: Int64, isShared: Bool) {
        // NFS, CIFS, SMB 2 and FUSE; tmpfs, ext4, overlay, and one that is not told.
        #expect(FileSystem.isShared(magic: magic) == isShared)
    }

    @Test func `the files of this machine are its own`() {
        #expect(!FileSystem.isShared(Array("/proc".utf8)))
        #expect(!FileSystem.isShared(Array("/nowhere".utf8)))
    }
}
