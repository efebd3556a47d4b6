import Patterns
import Simulation
import Testing

/// How a stream is cut into pieces changes nothing.
struct ChunkTests {
    @Test(arguments: Samples.expressions)
    func `whole, byte by byte and in pieces the same prefix is found`(expression: String) throws {
        var generator = SeededGenerator(seed: 1983)
        for wholeLine in [false, true] {
            let pattern = try Pattern(expression, wholeLine: wholeLine)
            for stream in Samples.streams.map(Stream.init) {
                let name = "\(expression) in \(stream.bytes)"
                let holding = (0...stream.count).filter {
                    stream.firstEnd(of: pattern, arrived: $0, beyond: $0 - 1) != nil
                }
                let end =
                    holding.first
                    ?? stream.firstEnd(of: pattern, beyond: stream.count, hasEnded: true)
                #expect(holding == Array((holding.first ?? stream.count + 1)..<stream.count + 1))
                #expect(stream.firstEnd(of: pattern) == holding.first, "\(name)")
                #expect(stream.firstEnd(of: pattern, hasEnded: true) == end, "\(name)")
                #expect(stream.firstEnd(of: pattern, cuts: Array(0...stream.count)) == end)
                let splits = (0..<(wholeLine ? 50 : 200)).map { _ in
                    Self.cuts(of: stream, using: &generator)
                }
                let wrong = splits.first { stream.firstEnd(of: pattern, cuts: $0) != end }
                #expect(wrong == nil, "\(name)")
            }
        }
    }

    private static func cuts(of stream: Stream, using generator: inout SeededGenerator) -> [Int] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            Int.random(in: 0...stream.count, using: &generator)
        }.sorted()
    }

    @Test(arguments: Samples.expressions)
    func `a prefix holds exactly where there is a match whatever comes next`(
        expression: String
    ) throws {
        let pattern = try Pattern(expression)
        for stream in Samples.streams.map(Stream.init) {
            let end = stream.firstEnd(of: pattern)
            for arrived in 0...stream.count {
                let prefix = stream.bytes.span.extracting(0..<arrived + 1)
                let match = pattern.match(in: prefix, hasEnded: false)
                #expect((match != nil) == (end.map { $0 <= arrived } ?? false))
                // In what comes next a match is found as well.
                guard match != nil else { continue }
                let wrong = ([0, 10, 13, 32, 48, 97, 0x80, 0xff] as [UInt8]).first { next in
                    let more = Stream(stream.bytes[1..<arrived + 1] + [next])
                    return more.firstEnd(of: pattern, beyond: arrived) != arrived + 1
                }
                #expect(wrong == nil)
            }
        }
    }

    /// The rest of a stream is what a match leaves, so that must not depend on pieces either.
    @Test(arguments: Samples.expressions)
    func `a match lies within its prefix and its groups within the match`(
        expression: String
    ) throws {
        let pattern = try Pattern(expression)
        for stream in Samples.streams.map(Stream.init) {
            guard let end = stream.firstEnd(of: pattern) else { continue }
            let prefix = stream.bytes.span.extracting(0..<end + 1)
            let found = pattern.match(in: prefix, hasEnded: false)
            let match = try #require(found)
            #expect((end...end + 1).contains(match.end), "\(match.end) \(end)")
            #expect(match.groups.count == pattern.names.count)
            for group in match.groups.compactMap(\.self) {
                #expect(group.lowerBound >= 1 && group.upperBound <= match.end)
            }
        }
    }
}
