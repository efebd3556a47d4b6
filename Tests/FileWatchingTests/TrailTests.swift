import FileWatching
import Kernel
import Network
import Testing

@Suite struct TrailTests {
    /// What there is, by path; what ends in a slash is a directory, and what has an arrow a link.
    private struct Tree {
        var entries: [String: DirectoryEntry] = [:]
        var closed: Set<String> = []

        init(_ lines: String...) {
            for line in lines {
                let parts = line.split(separator: " -> ").map(String.init)
                if parts.count == 2 {
                    entries[parts[0]] = .link(target: Array(parts[1].utf8))
                } else if line.hasSuffix("/") {
                    entries[String(line.dropLast())] = .directory
                } else {
                    entries[line] = .other
                }
            }
        }

        func trail(of places: WatchedPlace...) -> Trail {
            Trail(of: places, linksMax: 3) { path throws(ErrorNumber) in
                let path = String(decoding: path, as: UTF8.self)
                if closed.contains(path) { throw .accessDenied }
                guard let entry = entries[path] else { throw .noSuchFile }
                return entry
            }
        }
    }

    /// `DIR: names` of a directory, `FILE` of a file whose content matters.
    private static func text(_ trail: Trail) -> [String] {
        trail.interests.map { path, interest in
            let path = String(decoding: path, as: UTF8.self)
            var names = interest.names.map { String(decoding: $0, as: UTF8.self) }.sorted()
            if interest.hasEveryName { names.append("*") }
            if interest.isContent { names.append("content") }
            return ([path + (interest.isDirectory ? ":" : "")] + names).joined(separator: " ")
        }.sorted()
    }

    private static let plain = Tree("/etc/", "/etc/sonde/", "/etc/sonde/sonde.yml")

    @Test func `of a plain file the directories, the entry and the file are watched`() {
        let trail = Self.plain.trail(of: .file("/etc/sonde/sonde.yml"))
        #expect(
            Self.text(trail) == [
                "/:", "/etc/sonde/sonde.yml content", "/etc/sonde: sonde.yml", "/etc:",
            ])
        #expect(trail.isWhole)
        let detour = Self.plain.trail(of: .file("//etc/./sonde//sonde.yml"))
        #expect(detour == trail)
    }

    @Test func `a walk from where we are begins there`() {
        let tree = Tree("./a/", "./a/sonde.yml", "./b", "./../", "./../../c")
        #expect(
            Self.text(tree.trail(of: .file("a/sonde.yml"))) == [
                "./a/sonde.yml content", "./a: sonde.yml", ".:",
            ])
        #expect(
            Self.text(tree.trail(of: .file("a/../b"))) == ["./a:", "./b content", ".: b"])
        #expect(
            Self.text(tree.trail(of: .file("../../c"))) == [
                "./../../c content", "./../..: c", "./..:", ".:",
            ])
    }

    @Test func `where nothing stands the nearest directory is watched for it`() {
        #expect(
            Self.text(Self.plain.trail(of: .file("/etc/sonde/mx/a.yml"))) == [
                "/:", "/etc/sonde: mx", "/etc:",
            ])
        #expect(Self.plain.trail(of: .file("/etc/sonde/mx/a.yml")).isWhole)
        #expect(
            Self.text(Self.plain.trail(of: .directory("/srv/mx"))) == ["/: srv"])
        // What a file stands in the way of may become a directory.
        #expect(
            Self.text(Self.plain.trail(of: .file("/etc/sonde/sonde.yml/a"))) == [
                "/:", "/etc/sonde/sonde.yml content", "/etc/sonde: sonde.yml", "/etc:",
            ])
    }

    @Test func `of a ConfigMap each link is watched where it lies`() {
        let tree = Tree(
            "/c/", "/c/sonde.yml -> ..data/sonde.yml", "/c/..data -> ..2026", "/c/..2026/",
            "/c/..2026/sonde.yml")
        #expect(
            Self.text(tree.trail(of: .file("/c/sonde.yml"))) == [
                "/:", "/c/..2026/sonde.yml content", "/c/..2026: sonde.yml",
                "/c: ..data sonde.yml",
            ])
    }

    @Test func `links lead away, and may lead nowhere or in a circle`() {
        let tree = Tree(
            "/a/", "/a/x -> /b/y", "/b/", "/b/y -> ../../c/z", "/c/", "/c/z",
            "/a/lost -> /nowhere/z", "/a/circle -> circle")
        #expect(
            Self.text(tree.trail(of: .file("/a/x"))) == [
                "/:", "/a: x", "/b: y", "/c/z content", "/c: z",
            ])
        #expect(Self.text(tree.trail(of: .file("/a/lost"))) == ["/: nowhere", "/a: lost"])
        #expect(Self.text(tree.trail(of: .file("/a/circle"))) == ["/:", "/a: circle"])
        #expect(tree.trail(of: .file("/a/circle")).isWhole)
    }

    @Test func `of a directory every entry is watched`() {
        let tree = Tree("/etc/", "/etc/mx -> real", "/etc/real/", "/etc/real/a.json")
        #expect(
            Self.text(tree.trail(of: .directory("/etc/mx/"))) == [
                "/:", "/etc/real: *", "/etc: mx",
            ])
        #expect(
            Self.text(tree.trail(of: .directory("/etc/mx/"), .file("/etc/mx/a.json"))) == [
                "/:", "/etc/real/a.json content", "/etc/real: a.json *", "/etc: mx",
            ])
        #expect(Self.text(tree.trail(of: .directory("/"))) == ["/: *"])
    }

    @Test func `what we may not look at leaves the trail broken`() {
        var tree = Self.plain
        tree.closed = ["/etc/sonde"]
        let trail = tree.trail(of: .file("/etc/sonde/sonde.yml"), .file("/etc/other"))
        #expect(!trail.isWhole)
        #expect(Self.text(trail) == ["/:", "/etc: other sonde"])
    }

    @Test func `only what matters is asked of the kernel, and heard`() {
        func event(_ kinds: InotifyEvent.Kinds, _ name: String) -> InotifyEvent {
            InotifyEvent(
                watch: InotifyWatch(rawValue: 1), kinds: kinds, name: Array(name.utf8))
        }
        let passage = Interest(isDirectory: true)
        #expect(passage.kinds == [.selfMoved, .selfDeleted, .attributes])
        #expect(!passage.isMet(by: event(.attributes, "a")))
        #expect(passage.isMet(by: event(.selfMoved, "")))
        var folder = passage
        folder.names = [Array("a".utf8)]
        #expect(folder.kinds.isSuperset(of: [.created, .deleted, .movedFrom, .movedTo]))
        #expect(!folder.kinds.contains(.modified))
        #expect(folder.isMet(by: event(.created, "a")))
        #expect(!folder.isMet(by: event(.created, "b")))
        folder.hasEveryName = true
        #expect(folder.kinds.isSuperset(of: [.modified, .closedAfterWriting]))
        #expect(folder.isMet(by: event(.modified, "b")))
        var file = Interest(isDirectory: false)
        file.isContent = true
        #expect(file.kinds.isSuperset(of: [.modified, .closedAfterWriting, .attributes]))
        #expect(!file.kinds.contains(.created))
        passage.expectUnion(with: file, names: [], isContent: true)
        folder.expectUnion(with: passage, names: [Array("a".utf8)], isContent: false)
    }
}

extension Interest {
    fileprivate func expectUnion(with other: Interest, names: Set<[UInt8]>, isContent: Bool) {
        var union = self
        union.formUnion(other)
        #expect(union.names == names)
        #expect(union.isContent == isContent)
        #expect(union.hasEveryName == hasEveryName)
    }
}
