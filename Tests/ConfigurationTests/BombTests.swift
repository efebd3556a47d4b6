import Configuration
import Simulation
import Testing

/// Files made to take long.
struct BombTests {
    /// How long this thread works on `text`, which must be refused; others may keep it waiting.
    private static func work(on text: String) -> Duration {
        let bytes = Array(text.utf8)
        let loader = ConfigurationLoader(files: FakeFiles())
        let start = ThreadTime.now
        #expect(throws: ConfigurationErrors.self) {
            _ = try loader.load(bytes, name: "sonde.yml", directory: "")
        }
        return ThreadTime.now - start
    }

    /// libyaml alone takes minutes over the first of them.
    @Test(arguments: [
        "[", "{", "{a: ", "- ", "? ", "[\n", "[?", "&a ", "!a ", "*a ", "---\n", ": ",
    ])
    func `a megabyte of openings ends early`(opening: String) {
        let text = String(repeating: opening, count: (1 << 20) / opening.utf8.count)
        let work = Self.work(on: text)
        #expect(work < Sanitizer.allowance(.milliseconds(100)))
    }

    @Test func `ten thousand labels are refused at once`() {
        let labels = (0..<10_000).map { "l\($0): x" }.joined(separator: ", ")
        let work = Self.work(on: "defaults: {labels: {\(labels)}}")
        #expect(work < Sanitizer.allowance(.milliseconds(500)))
    }

    @Test func `twenty thousand mistakes are counted without many words`() {
        let keys = (0..<20_000).map { "unknown\($0): x\n" }.joined()
        #expect(Self.work(on: keys) < Sanitizer.allowance(.seconds(1)))
    }
}
