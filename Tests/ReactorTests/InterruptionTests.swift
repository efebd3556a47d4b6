import Kernel
import Reactor
import Simulation
import Testing
import Time

@Suite struct InterruptionTests {
    @Test func `a turn that takes too long counts as a stall, and is among the longest`() throws {
        let loop = try EventLoop()
        let stalled = Shared(Duration.zero)
        loop.run {
            let end = loop.now + .milliseconds(150)
            // What a slow callback does: it keeps the thread.
            while loop.now < end {}
            _ = await loop.sleep(until: loop.now + .milliseconds(1))
            stalled.update { $0 = loop.interruption.stalled }
        }
        #expect(stalled.value >= .milliseconds(150))
        #expect(loop.interruption.suspended == .zero)
        #expect(loop.turnDurations.counts.suffix(3).reduce(0, +) >= 1)
        #expect(loop.turnDurations.sumNanoseconds >= 150_000_000)
    }

    @Test func `what is done before the loop runs is neither a turn nor a stall`() throws {
        let loop = try EventLoop()
        var ran = Duration.zero
        for _ in 0..<2 {
            let ready = loop.now + .milliseconds(150)
            // What a program does that reads its configuration.
            while loop.now < ready {}
            let begin = loop.now
            loop.run { _ = await loop.sleep(until: loop.now + .milliseconds(1)) }
            ran += loop.now - begin
            #expect(loop.turnDurations.sumNanoseconds <= ran.nanoseconds)
            #expect(loop.interruption.stalled <= ran)
        }
    }

    @Test func `a loop that merely waits is not stalled by that`() throws {
        let loop = try EventLoop()
        let turns = Shared(UInt64(0))
        loop.run {
            for _ in 0..<20 { _ = await loop.sleep(until: loop.now + .milliseconds(1)) }
            turns.update { $0 = loop.turnDurations.counts.reduce(0, +) }
        }
        #expect(turns.value >= 20)
        // A busy machine may wake it late, but a wait of its own never adds up to a second.
        #expect(loop.interruption.stalled < .seconds(1))
    }
}
