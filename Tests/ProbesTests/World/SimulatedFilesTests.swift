import Network
import Simulation
import Testing

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

    @Test func `a log keeps its lines in order`() {
        let log = RecordedLog()
        log.write(.info, "listening", [LogField("port", "9115")])
        log.write(.error, "no memory", [])
        #expect(log.lines.map(\.level) == [.info, .error])
        #expect(log.lines.first?["port"] == "9115")
        #expect(log.messages(atLeast: .warn) == ["no memory"])
    }
}
