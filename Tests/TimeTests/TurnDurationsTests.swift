import Testing
import Time

struct TurnDurationsTests {
    @Test func `each turn is counted in one class, the bound inside it`() {
        for (place, bound) in TurnDurations.boundsNanoseconds.enumerated() {
            var turns = TurnDurations()
            turns.observe(bound)
            #expect(turns.counts[place] == 1)
            turns.observe(bound + 1)
            #expect(turns.counts[place + 1] == 1)
            #expect(turns.counts.reduce(0, +) == 2)
            #expect(turns.sumNanoseconds == 2 * bound + 1)
        }
    }

    @Test func `bounds rise`() {
        let bounds = TurnDurations.boundsNanoseconds
        #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count)
    }
}
