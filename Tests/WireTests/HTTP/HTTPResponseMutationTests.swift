import Simulation
import Testing
import Wire

struct HTTPResponseMutationTests {
    @Test func `100,000 mutants are read or refused, never anything else`() {
        let corpus = GoodResponse.all.map(\.bytes).filter { $0.count < 1_000 }
        var mutator = ByteMutator(seed: 9112, corpus: corpus)
        var read = 0
        var refused = 0
        var unfinished = 0
        for round in 0..<100_000 {
            switch Outcome(of: mutator.next(), pieces: 1 + round % 97) {
            case .read(let response):
                read += 1
                #expect((100...999).contains(response.head.status))
                #expect(response.body.count <= GoodResponse.limits.bodyBytesMax)
            case .refused(.endedEarly): unfinished += 1
            case .refused: refused += 1
            }
        }
        #expect(read + refused + unfinished == 100_000)
        // The mutator must reach all three ends, or this test says little.
        #expect(min(read, refused, unfinished) > 1_000, "\(read) \(refused) \(unfinished)")
    }

    @Test func `5,000 mutants are judged alike whole and byte by byte`() {
        let corpus = (GoodResponse.all.map(\.bytes) + BadResponse.all.map(\.bytes))
        var mutator = ByteMutator(seed: 7230, corpus: corpus.filter { $0.count < 10_000 })
        for _ in 0..<5_000 {
            let bytes = mutator.next()
            #expect(Outcome(of: bytes, pieces: 1) == Outcome(of: bytes, pieces: 100_000))
        }
    }
}
