import Reactor
import Simulation
import Testing
import Time

struct EventLoopTests {
    @Test func `a sleep ends at its deadline and not before`() throws {
        let loop = try EventLoop()
        let slept = Shared(Duration.zero)
        loop.run {
            let start = loop.now
            let outcome = await loop.sleep(until: start + .milliseconds(20))
            #expect(outcome == .elapsed)
            slept.update { $0 = loop.now - start }
        }
        #expect(slept.value >= .milliseconds(20))
    }

    @Test func `equal deadlines come in the order in which they were set`() throws {
        let loop = try EventLoop()
        let order = Shared([Int]())
        loop.run {
            let deadline = loop.now + .milliseconds(5)
            for index in 0..<50 {
                _ = loop.schedule(at: deadline) { order.update { $0.append(index) } }
            }
            _ = await loop.sleep(until: deadline + .milliseconds(1))
        }
        #expect(order.value == Array(0..<50))
    }

    @Test func `a cancelled sleep ends at once`() throws {
        let loop = try EventLoop()
        loop.run {
            await withTaskGroup(of: SleepOutcome.self) { group in
                group.addTask { await loop.sleep(until: .distantFuture) }
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
        }
    }

    @Test func `a task that yields for ever does not starve the deadlines`() throws {
        let loop = try EventLoop()
        loop.run {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled { await Task.yield() }
                }
                _ = await loop.sleep(until: loop.now + .milliseconds(10))
                group.cancelAll()
            }
        }
        #expect(loop.turnDurations.counts.reduce(0, +) > 2)
    }

    @Test func `child tasks stay on the thread of the loop`() throws {
        let loop = try EventLoop()
        let threads = Shared(Set<Bool>())
        loop.run {
            await withDiscardingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        await Task.yield()
                        threads.update { _ = $0.insert(loop.runsHere) }
                    }
                }
            }
        }
        #expect(threads.value == [true])
    }

    @Test func `cancellation from other threads loses no wait and ends none twice`() throws {
        let loop = try EventLoop()
        let ended = Shared(0)
        loop.run {
            let deadline = loop.now + .milliseconds(5)
            await withDiscardingTaskGroup { group in
                for _ in 0..<2_000 {
                    let sleeper = Task(executorPreference: loop) {
                        _ = await loop.sleep(until: deadline)
                        ended.update { $0 += 1 }
                    }
                    group.addTask(executorPreference: globalConcurrentExecutor) {
                        sleeper.cancel()
                        await sleeper.value
                    }
                }
            }
        }
        #expect(ended.value == 2_000)
    }

    @Test func `a wait that was fired before it suspends ends at once`() throws {
        let loop = try EventLoop()
        loop.run {
            let token = loop.open()
            loop.fire(token)
            let outcome = await loop.wait(token, until: .distantFuture)
            #expect(outcome == .ready)
        }
    }

    @Test func `a callback that was taken back is not called`() throws {
        let loop = try EventLoop()
        let called = Shared(false)
        loop.run {
            let timer = loop.schedule(at: loop.now + .milliseconds(1)) {
                called.update { $0 = true }
            }
            loop.cancel(timer)
            _ = await loop.sleep(until: loop.now + .milliseconds(5))
        }
        #expect(called.value == false)
    }
}
