import CLinux
import Glibc
import Kernel
import Testing

@Suite struct ProcessFiguresTests {
    /// Fields 3 to 26 of proc(5); start, virtual bytes and resident pages are the 22nd to the 24th.
    private static func rest(start: String = "500", virtual: String = "8192", pages: String = "3")
        -> String
    {
        "S 1 2 2 0 -1 4194560 10 0 0 0 1 2 0 0 20 0 4 0 \(start) \(virtual) \(pages) 1844 1 1"
    }

    @Test(arguments: [
        "sonde", "", ")", ") S 1 2 3", "a b c", "((((", "sonde) R 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9",
        "\u{1}\n\t", "🛰 (sonde)", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    ])
    func `the name of the program shifts no field`(name: String) throws {
        let text = "4711 (\(name)) \(Self.rest())\n"
        let status = try #require(ProcessFigures.parse(Array(text.utf8)))
        #expect(status.virtualBytes == 8_192)
        #expect(status.residentBytes == 3 * sysconf(CInt(_SC_PAGESIZE)))
        #expect(
            status.startedAtBootNanoseconds
                == 500 * 1_000_000_000 / Int64(sysconf(CInt(_SC_CLK_TCK))))
    }

    @Test func `a name of any bytes shifts no field`() throws {
        let text =
            Array("4711 (".utf8) + [0xff, 0, 0x80, 0x29, 0x20] + Array(") \(Self.rest())".utf8)
        #expect(ProcessFigures.parse(text)?.virtualBytes == 8_192)
    }

    @Test(arguments: [
        "", ")", "4711 (sonde", "4711 (sonde) S 1 2", "4711 (sonde) \(rest(pages: "many"))",
        "4711 (sonde) \(rest(start: "-"))", "4711 (sonde) \(rest(virtual: "1e3"))",
        "4711 (sonde) \(rest(virtual: "99999999999999999999999"))",
    ])
    func `what is no status is refused`(text: String) {
        #expect(ProcessFigures.parse(Array(text.utf8)) == nil)
    }

    @Test func `figures beyond all bounds do not trap`() {
        let most = String(Int64.max)
        let text = "1 (a) \(Self.rest(start: most, virtual: most, pages: most))"
        #expect(ProcessFigures.parse(Array(text.utf8)) != nil)
    }

    @Test func `every beginning of a status is refused or read, and never traps`() {
        let text = Array("4711 (sonde) \(Self.rest())".utf8)
        let read = (0...text.count).count { ProcessFigures.parse(Array(text.prefix($0))) != nil }
        #expect(read > 0)
    }

    @Test func `this process has the figures of a process`() throws {
        let status = try #require(ProcessFigures.status())
        #expect(status.residentBytes > 1_000_000)
        #expect(status.virtualBytes > status.residentBytes)
        #expect(status.startedAtBootNanoseconds > 0)
        #expect(status.startedAtBootNanoseconds < Clock.boot)
    }

    @Test func `open descriptors are counted without the one that counts`() throws {
        // Other tests open and close theirs meanwhile, so many are opened and few are asked for.
        var held: [CInt] = []
        defer { held.forEach { _ = close($0) } }
        let before = try #require(ProcessFigures.openDescriptors())
        for _ in 0..<1_000 { held.append(dup(STDERR_FILENO)) }
        try #require(held.allSatisfy { $0 >= 0 })
        let after = try #require(ProcessFigures.openDescriptors())
        #expect(abs(after - before - 1_000) < 500)
        #expect(try #require(ProcessFigures.descriptorLimit()) > 1_000)
    }
}
