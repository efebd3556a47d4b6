import Patterns
import Simulation
import Testing

struct MutationTests {
    @Test func `100,000 mutated expressions are compiled or refused, and searched`() {
        var expressions = ByteMutator(
            seed: 1968, corpus: Samples.expressions.filter { !$0.isEmpty }.map { Array($0.utf8) })
        var streams = ByteMutator(seed: 1972, corpus: Samples.streams)
        var refused = 0
        var matched = 0
        var unmatched = 0
        // A sanitizer makes each several times as slow.
        let rounds = Sanitizer.isOn ? 20_000 : 100_000
        for round in 0..<rounds {
            let expression = String(decoding: expressions.next(), as: UTF8.self)
            let stream = Stream(streams.next())
            do throws(PatternError) {
                let pattern = try Pattern(expression, wholeLine: round % 4 == 0)
                let hasEnded = round % 2 == 0
                let end = stream.firstEnd(of: pattern, hasEnded: hasEnded)
                let isMatch = stream.match(pattern, hasEnded: hasEnded) != nil
                #expect(isMatch == (end != nil), "\(expression.debugDescription) \(stream.bytes)")
                let cut = stream.count / 2
                #expect(!hasEnded || stream.firstEnd(of: pattern, cuts: [cut]) == end)
                if isMatch { matched += 1 } else { unmatched += 1 }
            } catch {
                refused += 1
                #expect(!error.description.unicodeScalars.contains { $0.value < 32 })
            }
        }
        // The mutator must reach all three ends, or this test says little.
        let ends = [refused, matched, unmatched]
        #expect(ends.allSatisfy { $0 > rounds / 20 }, "\(ends)")
    }
}
