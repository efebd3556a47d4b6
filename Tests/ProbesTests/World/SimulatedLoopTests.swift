import Simulation
import Testing
import Time

struct SimulatedLoopTests {
    @Test func `a long sleep takes no time and ends exactly at its deadline`() {
        let loop = SimulatedLoop()
        let start = loop.now
        let outcome = loop.run { await loop.sleep(until: start + .seconds(86_400 * 365)) }
        #expect(outcome == .elapsed)
        #expect(loop.now - start == .seconds(86_400 * 365))
        #expect(loop.wallTime - SimulationLimits.wallTime == .seconds(86_400 * 365))
    }

    @Test func `equal deadlines end in the order in which they were set`() {
        let loop = SimulatedLoop()
        let order = Shared([Int]())
        loop.run {
            let deadline = loop.now + .seconds(1)
            await withDiscardingTaskGroup { group in
                for index in 0..<100 {
                    group.addTask {
                        _ = await loop.sleep(until: deadline)
                        order.update { $0.append(index) }
                    }
                }
            }
        }
        #expect(order.value == Array(0..<100))
    }

    @Test func `sleepers of any order wake by their deadlines`() {
        let loop = SimulatedLoop()
        let woken = Shared([Instant]())
        loop.run {
            var generator = SeededGenerator(seed: 7)
            let start = loop.now
            await withDiscardingTaskGroup { group in
                for _ in 0..<1_000 {
                    let deadline = start + .milliseconds(Int.random(in: 0..<500, using: &generator))
                    group.addTask {
                        _ = await loop.sleep(until: deadline)
                        woken.update { $0.append(loop.now) }
                        #expect(loop.now == deadline)
                    }
                }
            }
        }
        #expect(woken.value == woken.value.sorted())
        #expect(woken.value.count == 1_000)
    }

    @Test func `a cancelled sleep ends at once, also one that was cancelled before it began`() {
        let loop = SimulatedLoop()
        let start = loop.now
        let outcomes = loop.run {
            await withTaskGroup(of: SleepOutcome.self, returning: [SleepOutcome].self) { group in
                group.addTask { await loop.sleep(until: .distantFuture) }
                group.addTask { await loop.sleep(until: start + .seconds(9)) }
                _ = await loop.sleep(until: start + .seconds(3))
                group.cancelAll()
                group.addTask { await loop.sleep(until: start + .seconds(9)) }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(outcomes == [.cancelled, .cancelled, .cancelled])
        #expect(loop.now - start == .seconds(3))
        #expect(loop.waitCount == 0)
    }

    @Test func `a run that has a limit cancels its body there and lets it tidy up`() {
        let loop = SimulatedLoop()
        let start = loop.now
        let outcome = loop.run(for: .seconds(10)) {
            let outcome = await loop.sleep(until: .distantFuture)
            #expect(loop.now - start == .seconds(10))
            return outcome
        }
        #expect(outcome == .cancelled)
        #expect(loop.run(until: start + .seconds(20)) { 7 } == 7)
        #expect(loop.now - start == .seconds(10))
    }

    @Test func `a stall passes deadlines by and is told`() {
        let loop = SimulatedLoop()
        let start = loop.now
        loop.schedule(after: .seconds(1)) { loop.stall(for: .seconds(4)) }
        loop.run { _ = await loop.sleep(until: start + .seconds(2)) }
        #expect(loop.now - start == .seconds(5))
        #expect(loop.interruption == Interruption(stalled: .seconds(4)))
        #expect(loop.turnDurations.sumNanoseconds == 4_000_000_000)
    }

    @Test func `a suspension moves the calendar and not the clock`() {
        let loop = SimulatedLoop()
        let start = (loop.now, loop.wallTime)
        loop.schedule(after: .seconds(1)) { loop.suspend(for: .seconds(600)) }
        loop.run { _ = await loop.sleep(until: start.0 + .seconds(2)) }
        #expect(loop.now - start.0 == .seconds(2))
        #expect(loop.wallTime - start.1 == .seconds(602))
        #expect(loop.interruption == Interruption(suspended: .seconds(600)))
    }

    @Test func `the calendar can be set`() {
        let loop = SimulatedLoop()
        loop.setWallTime(WallTime(secondsSinceEpoch: 5))
        let start = loop.now
        loop.run { _ = await loop.sleep(until: start + .seconds(2)) }
        #expect(loop.wallTime == WallTime(secondsSinceEpoch: 7))
    }

    @Test func `a world in which jobs follow each other and no time passes traps`() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let loop = SimulatedLoop()
            loop.run(for: .seconds(1)) {
                while !Task.isCancelled { await Task.yield() }
            }
        }
        let words = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(words.contains("runs in a circle"))
    }

    @Test func `a world in which nothing can happen any more traps`() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let loop = SimulatedLoop()
            loop.run { _ = await loop.sleep(until: .distantFuture) }
        }
        let words = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(words.contains("the simulated world stands still"))
    }
}
