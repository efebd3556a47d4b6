import Simulation
import Testing
import Time

struct SimulatedWorkerTests {
    @Test func `attempts go on while work takes its time`() {
        let world = SimulatedWorld(seed: 1)
        let begin = world.loop.now
        world.worker.take(.milliseconds(2_500))
        let ticks = Shared(0)
        let value = world.loop.run {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while await world.loop.sleep(until: world.loop.now + .seconds(1)) == .elapsed {
                        ticks.update { $0 += 1 }
                    }
                }
                let value = await world.worker.run { 7 }
                group.cancelAll()
                return value
            }
        }
        #expect(value == 7)
        #expect(world.loop.now == begin + .milliseconds(2_500))
        #expect(ticks.value == 2)
        #expect(world.worker.count == 1)
    }

    @Test func `pieces of work come one after the other`() {
        let world = SimulatedWorld(seed: 1)
        let begin = world.loop.now
        let ends = Shared([Duration]())
        world.worker.take(.seconds(2))
        world.loop.run {
            await withDiscardingTaskGroup { group in
                for _ in 0..<3 {
                    group.addTask {
                        await world.worker.run {}
                        ends.update { $0.append(world.loop.now - begin) }
                    }
                }
            }
        }
        #expect(ends.value == [.seconds(2), .seconds(4), .seconds(6)])
    }

    @Test func `a caller that is cancelled gets the value when the work is done`() {
        let world = SimulatedWorld(seed: 1)
        let begin = world.loop.now
        world.worker.take(.seconds(2))
        let value = world.loop.run {
            await withTaskGroup(of: Int.self) { group in
                group.addTask { await world.worker.run { 7 } }
                group.cancelAll()
                return await group.next()
            }
        }
        #expect(value == 7)
        #expect(world.loop.now == begin + .seconds(2))
    }

    @Test func `work that takes no time returns at the same instant`() {
        let world = SimulatedWorld(seed: 1)
        let begin = world.loop.now
        #expect(world.loop.run { await world.worker.run { 7 } } == 7)
        #expect(world.loop.now == begin)
    }
}
