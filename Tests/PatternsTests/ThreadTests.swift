import Patterns
import Testing

struct ThreadTests {
    /// RE2 fills its states while it matches, and here all fill the same.
    @Test func `several threads match with one pattern`() async throws {
        for expression in Samples.expressions {
            let pattern = try Pattern(expression)
            let alone = Self.answers(of: try Pattern(expression))
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { Self.answers(of: pattern) == alone } }
                for await isSame in group { #expect(isSame, "\(expression)") }
            }
        }
    }

    private static func answers(of pattern: Pattern) -> [[Int?]] {
        Samples.streams.map(Stream.init).map { stream in
            let match = pattern.match(in: stream.bytes.span, hasEnded: true)
            let groups = match?.groups.map { $0?.lowerBound } ?? []
            return [stream.firstEnd(of: pattern, hasEnded: true), match?.end] + groups
        }
    }
}
