import Simulation
import Testing
import Wire

struct FramingMutationTests {
    @Test func `100,000 mutants end inside, go on or are refused`() {
        var mutator = ByteMutator(seed: 4511, corpus: GoodFrame.all.map(\.bytes))
        var counts = Counts()
        for round in 0..<100_000 {
            let bytes = mutator.next()
            let framing = GoodFrame.all[round % GoodFrame.all.count].framing
            let whole = framing.end(of: bytes.span)
            counts.add(whole)
            if case .at(let end) = whole, !(1...max(1, bytes.count)).contains(end) {
                Issue.record("\(framing) ends at \(end) of \(bytes)")
            }
            // A piece of it says the same, or that it needs more.
            let piece = framing.end(of: bytes.span.extracting(first: round % (bytes.count + 1)))
            if piece != .needsMore, piece != whole {
                Issue.record("\(framing) says \(piece), then \(whole) of \(bytes)")
            }
        }
        #expect(min(counts.ended, counts.unfinished, counts.malformed) > 1_000, "\(counts)")
    }

    @Test func `5,000 mutants are judged alike whole and byte by byte`() {
        var mutator = ByteMutator(seed: 5531, corpus: GoodFrame.all.map(\.bytes))
        for round in 0..<5_000 {
            let bytes = mutator.next()
            let framing = GoodFrame.all[round % GoodFrame.all.count].framing
            let first = bytes.indices.lazy
                .map { framing.end(of: bytes.span.extracting(first: $0)) }
                .first { $0 != .needsMore }
            let whole = framing.end(of: bytes.span)
            #expect(first == nil || first == whole, "\(framing): \(bytes)")
        }
    }

    private struct Counts {
        var ended = 0
        var unfinished = 0
        var malformed = 0

        mutating func add(_ end: FrameEnd) {
            switch end {
            case .at: ended += 1
            case .needsMore: unfinished += 1
            case .malformed: malformed += 1
            }
        }
    }
}
