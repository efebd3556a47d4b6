import Configuration
import Network
import Probes
import Testing

/// The files of targets that a probe names.
struct TargetFilesTests {
    private typealias Contents = [String: Result<[UInt8], FileError>]

    private static func list(_ names: String...) -> Result<[UInt8], FileError> {
        let targets = names.map { "\"\($0)\"" }.joined(separator: ", ")
        return .success(Array("[{\"targets\": [\(targets)]}]".utf8))
    }

    private static func hosts(_ reading: TargetFiles.Reading) -> [String] {
        reading.groups.flatMap(\.targets).map(\.host.description)
    }

    private static let files = TargetFiles(["/t/*.json", "/u/one.yml"])

    private static let good: Contents = [
        "/t/b.json": list("b"), "/t/a.json": list("a1", "a2"), "/t/c.txt": list("c"),
        "/u/one.yml": .success(Array("- targets: [one]\n".utf8)),
    ]

    @Test func `patterns and paths are read in the order of the paths`() {
        let reading = Self.files.read(in: FakeFiles(Self.good))
        #expect(Self.hosts(reading) == ["a1", "a2", "b", "one"])
        #expect(reading.faults == [])
    }

    @Test func `a file that is wrong keeps its list, and the others go on`() {
        let first = Self.files.read(in: FakeFiles(Self.good))
        var broken = Self.good
        broken["/t/a.json"] = .success(Array("[{\"targets\": [\"a1\"".utf8))
        broken["/t/b.json"] = Self.list("b", "b2")
        broken["/u/one.yml"] = .failure(.permission)
        let reading = Self.files.read(in: FakeFiles(broken), after: first)
        #expect(Self.hosts(reading) == ["a1", "a2", "b", "b2", "one"])
        #expect(
            reading.faults == [
                "/t/a.json:1:19: this is no JSON: the text ends too early; "
                    + "write a list such as [{\"targets\": [\"api.example.com:443\"]}]",
                "/u/one.yml: permission denied; let the user that the exporter runs as read it",
            ])
        #expect(Self.files.read(in: FakeFiles(Self.good), after: reading) == first)
    }

    @Test func `a file of a pattern goes with its targets, one that is named does not`() {
        let first = Self.files.read(in: FakeFiles(Self.good))
        var fewer = Self.good
        fewer["/t/a.json"] = nil
        fewer["/u/one.yml"] = nil
        let reading = Self.files.read(in: FakeFiles(fewer), after: first)
        #expect(Self.hosts(reading) == ["b", "one"])
        #expect(
            reading.faults == ["/u/one.yml: there is no such file; name one that is there"])
    }

    @Test func `a directory that is gone keeps all of its lists`() {
        let first = Self.files.read(in: FakeFiles(Self.good))
        let reading = Self.files.read(
            in: FakeFiles(["/u/one.yml": Self.good["/u/one.yml"] ?? Self.list()]), after: first)
        #expect(Self.hosts(reading) == ["a1", "a2", "b", "one"])
        #expect(reading.faults == ["/t: there is no such file; name one that is there"])
    }

    @Test func `what is watched is each path, and the directory of each pattern`() {
        #expect(Self.files.places == [.directory("/t"), .file("/u/one.yml")])
        #expect(TargetFiles(["*.yml"]).places == [.directory(".")])
    }
}
