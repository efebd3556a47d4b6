import Glibc
import Patterns
import Simulation
import Testing

struct MemoryTests {
    /// In a process of its own: other tests take memory at the same time.
    @Test func `what 10,000 expressions took is given back`() async {
        await #expect(processExitsWith: .success) {
            Self.compile(1_000)
            let before = Self.residentBytes
            Self.compile(10_000)
            let growth = Self.residentBytes - before
            // A sanitizer keeps what was freed.
            let growthMax = Sanitizer.isOn ? 512 << 20 : 4 << 20
            precondition(before > 0 && growth < growthMax, "\(growth) bytes")
        }
    }

    /// Every third is refused; those that are not have matched, and so have states.
    private static func compile(_ count: Int) {
        let stream = Stream("xxx\r\na a a\r\n")
        for number in 0..<count {
            let expression = number % 3 == 0 ? "(\(number)" : "^\\b(?P<a>\(number)|.*a)$"
            guard let pattern = try? Pattern(expression, wholeLine: number % 5 == 0) else {
                continue
            }
            precondition(stream.match(pattern) != nil)
        }
    }

    /// The second number of /proc/self/statm (proc(5)), in bytes.
    private static var residentBytes: Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe fread(&buffer, 1, buffer.count, file)
        let words = buffer.prefix(count).split(separator: UInt8(ascii: " "))
        let pages = words.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
    }
}
