import CLinux
import Glibc
import Kernel
import Testing

@Suite struct RegularFileTests {
    private static func read(_ path: String, limit: Int = 1_000_000) -> RegularFile.Refusal? {
        do throws(RegularFile.Refusal) {
            _ = try RegularFile.read(path, limit: limit)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a file is read to its end`() throws {
        let file = try TemporaryFile(byteCount: 200_000)
        #expect(try RegularFile.read(file.path, limit: 200_000) == file.content)
        #expect(try RegularFile.read(file.path, limit: .max) == file.content)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537])
    func `a limit is kept to the byte`(byteCount: Int) throws {
        let file = try TemporaryFile(byteCount: byteCount)
        #expect(try RegularFile.read(file.path, limit: byteCount) == file.content)
        guard byteCount > 0 else { return }
        #expect(Self.read(file.path, limit: byteCount - 1) == .tooLarge)
    }

    @Test(arguments: [0, 1, 65_536, 65_537, 200_000])
    func `a file is read piece by piece`(byteCount: Int) throws {
        let file = try TemporaryFile(byteCount: byteCount)
        let open = try RegularFile.open(file.path)
        #expect(try RegularFile.status(file.path) == open.status)
        var bytes: [UInt8] = []
        var pieceCount = 0
        while try open.read(into: &bytes) { pieceCount += 1 }
        #expect(bytes == file.content)
        #expect(pieceCount == (byteCount + 65_535) / 65_536)
        // At its end it stays, and who writes more to it is read on.
        #expect(try !open.read(into: &bytes))
        try #require(unsafe truncate(file.path, off_t(byteCount + 3)) == 0)
        #expect(try open.read(into: &bytes))
        #expect(bytes == file.content + [0, 0, 0])
    }

    @Test func `an open file is the one that was opened, whatever becomes of its name`() throws {
        let file = try TemporaryFile(byteCount: 5)
        let other = try TemporaryFile(byteCount: 9)
        let open = try RegularFile.open(file.path)
        try #require(unsafe rename(other.path, file.path) == 0)
        var bytes: [UInt8] = []
        #expect(try open.read(into: &bytes))
        #expect(bytes == file.content)
        #expect(try RegularFile.status(file.path).number != open.status.number)
    }

    @Test(arguments: ["/", "/dev/zero", "/proc/self/fd"])
    func `what is no regular file is not opened`(path: String) {
        #expect(throws: RegularFile.Refusal.notRegular) { try RegularFile.open(path) }
        #expect(throws: RegularFile.Refusal.system(.noSuchFile)) {
            try RegularFile.open(path + "nowhere")
        }
    }

    @Test(arguments: ["/proc/self/nowhere", "", "/nowhere/at/all"])
    func `a file that is missing is told as missing`(path: String) {
        #expect(Self.read(path) == .system(.noSuchFile))
    }

    @Test func `a path through a file is told as such`() throws {
        let file = try TemporaryFile(byteCount: 1)
        #expect(Self.read(file.path + "/below") == .system(.notDirectory))
    }

    @Test func `an endless name is an error of the system`() {
        let path = "/" + String(repeating: "a", count: 300)
        #expect(Self.read(path) == .system(ErrorNumber(rawValue: ENAMETOOLONG)))
    }

    @Test(arguments: ["/", "/dev/null", "/dev/zero", "/proc/self/fd"])
    func `what is no regular file is refused without reading`(path: String) {
        #expect(Self.read(path) == .notRegular)
    }

    @Test func `a pipe without a writer is refused without waiting`() throws {
        let file = try TemporaryFile(byteCount: 0)
        let path = file.path + ".pipe"
        try #require(unsafe mkfifo(path, 0o600) == 0)
        defer { unsafe unlink(path) }
        #expect(Self.read(path) == .notRegular)
    }

    @Test func `a file that we may not read is told as such`() throws {
        let file = try TemporaryFile(byteCount: 1)
        try #require(unsafe chmod(file.path, 0) == 0)
        // Nothing is closed to root on its own file systems, so there the file can be read.
        #expect(Self.read(file.path) == (geteuid() == 0 ? nil : .system(.accessDenied)))
    }

    @Test func `a file that was written to or replaced has another status`() throws {
        let file = try TemporaryFile(byteCount: 3)
        let status = try RegularFile.status(file.path)
        #expect(try RegularFile.status(file.path) == status)
        #expect(status.bytes == 3)
        let now = Clock.real
        #expect(abs(now - status.writtenAtRealNanoseconds) < 60_000_000_000)
        try #require(unsafe truncate(file.path, 2) == 0)
        #expect(try RegularFile.status(file.path).bytes == 2)
        let other = try TemporaryFile(byteCount: 2)
        let otherStatus = try RegularFile.status(other.path)
        try #require(unsafe rename(other.path, file.path) == 0)
        let replaced = try RegularFile.status(file.path)
        #expect(replaced.number == otherStatus.number && replaced.number != status.number)
        #expect(replaced.device == status.device)
        #expect(throws: ErrorNumber.noSuchFile) { try RegularFile.status(other.path) }
    }

    @Test(arguments: [
        (mode_t(0o600), false), (0o640, false), (0o673, false), (0o604, true), (0o444, true),
    ])
    func `that others may read a file is told, whoever else may`(
        mode: mode_t, isReadableByOthers: Bool
    ) throws {
        let file = try TemporaryFile(byteCount: 1)
        let before = try RegularFile.status(file.path)
        #expect(!before.isReadableByOthers)
        try #require(unsafe chmod(file.path, mode) == 0)
        let status = try RegularFile.status(file.path)
        #expect(status.isReadableByOthers == isReadableByOthers)
        // A link is nobody's; the file behind it counts.
        let link = file.path + ".link"
        try #require(unsafe symlink(file.path, link) == 0)
        defer { unsafe unlink(link) }
        #expect(try RegularFile.status(link).isReadableByOthers == isReadableByOthers)
    }

    @Test func `a file of proc is read although it has no size`() throws {
        let status = try #require(RegularFile.readProcess("/proc/self/stat", limit: 65_536))
        #expect(String(decoding: status, as: UTF8.self).hasPrefix("\(getpid()) ("))
        #expect(RegularFile.readProcess("/proc/self/nowhere", limit: 65_536) == nil)
    }
}

/// A file that is there as long as the value.
private struct TemporaryFile: ~Copyable {
    let path: String
    let content: [UInt8]

    init(byteCount: Int) throws {
        let content = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var template = Array("/tmp/sonde-kernel-XXXXXX".utf8CString)
        let descriptor = unsafe mkstemp(&template)
        try #require(descriptor >= 0)
        let written = unsafe write(descriptor, content, byteCount)
        close(descriptor)
        try #require(written == byteCount)
        self.content = content
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        unsafe unlink(path)
    }
}
