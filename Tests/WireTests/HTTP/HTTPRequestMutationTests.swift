import Simulation
import Testing
import Wire

struct HTTPRequestMutationTests {
    @Test func `100,000 mutants are read or refused, never anything else`() {
        let corpus = GoodHead.all.map(\.bytes).filter { $0.count < 1_000 }
        var mutator = ByteMutator(seed: 9112, corpus: corpus)
        var read = 0
        var refused = 0
        var unfinished = 0
        for round in 0..<100_000 {
            let bytes = mutator.next()
            do throws(HTTPRequestError) {
                let heads = try parse(bytes, pieces: 1 + round % 97)
                if heads.isEmpty { unfinished += 1 } else { read += 1 }
            } catch {
                refused += 1
                #expect((400...599).contains(error.status.rawValue))
            }
        }
        #expect(read + refused + unfinished == 100_000)
        // The mutator must reach all three ends, or this test says little.
        #expect(min(read, refused, unfinished) > 1_000, "\(read) \(refused) \(unfinished)")
    }

    @Test func `5,000 mutants are judged alike whole and byte by byte`() {
        var mutator = ByteMutator(seed: 7230, corpus: GoodHead.all.map(\.bytes))
        for _ in 0..<5_000 {
            let bytes = mutator.next()
            #expect(verdict(bytes, pieces: 1) == verdict(bytes, pieces: 100_000))
        }
    }

    private enum Verdict: Equatable {
        case heads([HTTPRequestHead])
        case refused(HTTPRequestError)
    }

    private func verdict(_ bytes: [UInt8], pieces size: Int) -> Verdict {
        do throws(HTTPRequestError) {
            return .heads(try parse(bytes, pieces: size))
        } catch {
            return .refused(error)
        }
    }
}
