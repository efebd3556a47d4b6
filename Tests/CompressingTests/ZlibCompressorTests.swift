import Compressing
import Network
import Simulation
import Testing
import Workbench

@Suite struct ZlibCompressorTests {
    /// The pieces, compressed, and taken apart by gzip itself.
    private static func through(_ pieces: [[UInt8]]) throws -> (text: String, bytes: Int) {
        let text = try #require(ZlibCompressor().begin())
        var bytes: [UInt8] = []
        for (number, piece) in pieces.enumerated() {
            text.append(piece, isLast: number == pieces.count - 1, to: &bytes)
        }
        let folder = try TemporaryFolder()
        let file = try folder.write("page.gz", bytes)
        return (try Programs.run("gzip", ["-dc", file]), bytes.count)
    }

    @Test func `gzip reads what was compressed, in whatever pieces it came`() throws {
        let line = Array("probe_up{server=\"a\",probe=\"b\"} 1\n".utf8)
        let whole = Array(repeating: line, count: 20_000)
        let text = String(decoding: whole.joined(), as: UTF8.self)
        for pieces in [whole, [Array(whole.joined())], [[]] + whole + [[]]] {
            let result = try Self.through(pieces)
            #expect(result.text == text)
            #expect(result.bytes < text.utf8.count / 50)
        }
    }

    @Test func `what cannot be made shorter is whole as well`() throws {
        var generator = SeededGenerator(seed: 1)
        // Letters, so that whoever reads it takes it for text.
        let noise = (0..<300_000).map { _ in
            UInt8.random(in: UInt8(ascii: "!")...UInt8(ascii: "~"), using: &generator)
        }
        let result = try Self.through([
            Array(noise.prefix(100_000)), Array(noise.dropFirst(100_000)),
        ])
        #expect(result.text == String(decoding: noise, as: UTF8.self))
    }

    @Test func `nothing is something for gzip`() throws {
        let result = try Self.through([[]])
        #expect(result.text == "" && result.bytes > 0)
    }
}
