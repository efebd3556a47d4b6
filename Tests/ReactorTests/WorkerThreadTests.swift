import Glibc
import Kernel
import Reactor
import Simulation
import Testing
import Time

@Suite struct WorkerThreadTests {
    @Test func `work is done elsewhere, and its value comes back to the loop`() throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        loop.run {
            for number in 0..<100 {
                let (value, ranOnLoop) = await worker.run { (number * 2, loop.runsHere) }
                #expect(value == number * 2)
                #expect(!ranOnLoop)
                #expect(loop.runsHere)
            }
        }
    }

    @Test func `the loop goes on while work blocks`() throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        let bell = try Bell()
        loop.run {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask { await worker.run { bell.isHeard(within: 20_000) } }
                _ = await loop.sleep(until: loop.now + .milliseconds(5))
                bell.ring()
                #expect(await group.next() == true)
            }
        }
    }

    @Test func `pieces of work are done in their order, one at a time`() throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        let (order, inWork) = (Shared([Int]()), Shared(0))
        loop.run {
            await withDiscardingTaskGroup { group in
                for index in 0..<200 {
                    group.addTask {
                        await worker.run {
                            inWork.update { $0 += 1 }
                            #expect(inWork.value == 1)
                            order.update { $0.append(index) }
                            inWork.update { $0 -= 1 }
                        }
                    }
                }
            }
        }
        #expect(order.value == Array(0..<200))
    }

    @Test func `a caller that is cancelled gets the value of work that is done to its end`() throws
    {
        let loop = try EventLoop()
        let worker = WorkerThread()
        let bell = try Bell()
        loop.run {
            await withTaskGroup(of: Bool.self) { group in
                group.addTask { await worker.run { bell.isHeard(within: 20_000) } }
                group.addTask { await worker.run { true } }
                await Task.yield()
                group.cancelAll()
                _ = await loop.sleep(until: loop.now + .milliseconds(5))
                bell.ring()
                for await value in group { #expect(value) }
            }
        }
    }

    @Test func `there is a thread only while there is work`() throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        loop.run {
            for _ in 0..<2 {
                let thread = await worker.run { Self.thread }
                #expect(thread.count > 0 && thread != Self.thread)
                let deadline = loop.now + .seconds(20)
                while Self.isThere(thread), loop.now < deadline {
                    _ = await loop.sleep(until: loop.now + .milliseconds(1))
                }
                #expect(!Self.isThere(thread))
            }
        }
    }

    @Test func `its end waits for all work that was asked for`() throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        let (bell, done) = (try Bell(), Shared(0))
        loop.run {
            await withDiscardingTaskGroup { group in
                for _ in 0..<3 {
                    group.addTask {
                        await worker.run {
                            #expect(bell.isHeard(within: 20_000))
                            done.update { $0 += 1 }
                        }
                    }
                }
                await Task.yield()
                #expect(done.value == 0)
                for _ in 0..<3 { bell.ring() }
                worker.shutdown()
                #expect(done.value == 3)
            }
        }
    }

    @Test func `signals are left to the thread that reads them`() throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        loop.run {
            let areBlocked = await worker.run {
                // The last of these no thread of the test runner blocks by itself.
                var set = sigset_t()
                guard unsafe pthread_sigmask(SIG_BLOCK, nil, &set) == 0 else { return false }
                return [SIGTERM, SIGINT, SIGHUP, SIGPIPE].allSatisfy {
                    unsafe sigismember(&set, $0) == 1
                }
            }
            #expect(areBlocked)
        }
    }

    @Test func `where no thread is to be had the caller does the work`() throws {
        let loop = try EventLoop()
        // No address space holds such a stack.
        let worker = WorkerThread(stackBytes: 1 << 47)
        loop.run {
            for number in 0..<3 {
                let (value, ranOnLoop) = await worker.run { (number, loop.runsHere) }
                #expect(value == number)
                #expect(ranOnLoop)
            }
            worker.shutdown()
        }
    }

    @Test func `work has nearly all of the stack that the limit names`() throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        loop.run {
            let wanted = ReactorLimits.workerStackBytes * 3 / 4
            let used = await worker.run { Self.sink(to: wanted, from: 0) }
            #expect(used >= wanted)
        }
    }

    @Test func `work without a bound traps, and none is taken after the end`() async {
        await #expect(processExitsWith: .success) { try Self.fill(ReactorLimits.workWaitingMax) }
        await #expect(processExitsWith: .failure) {
            try Self.fill(ReactorLimits.workWaitingMax + 1)
        }
        await #expect(processExitsWith: .failure) {
            let worker = WorkerThread()
            worker.shutdown()
            await worker.run {}
        }
    }

    /// Lets so many pieces of work wait behind one that is being done.
    private static func fill(_ count: Int) throws {
        let loop = try EventLoop()
        let worker = WorkerThread()
        let (begun, end) = (try Bell(), try Bell())
        loop.run {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    await worker.run {
                        begun.ring()
                        _ = end.isHeard(within: 20_000)
                    }
                }
                await Task.yield()
                _ = begun.isHeard(within: 20_000)
                for _ in 0..<count { group.addTask { await worker.run {} } }
                await Task.yield()
                end.ring()
            }
        }
    }

    /// The path of the calling thread, proc(5).
    private static var thread: String {
        var bytes = [CChar](repeating: 0, count: 64)
        let count = unsafe readlink("/proc/thread-self", &bytes, bytes.count)
        guard count > 0 else { return "" }
        return "/proc/" + String(decoding: bytes[..<count].map(UInt8.init), as: UTF8.self)
    }

    private static func isThere(_ thread: String) -> Bool {
        unsafe access(thread, F_OK) == 0
    }

    /// Uses the stack down to `bytes`, 64 KiB a call; returns how far it came.
    private static func sink(to bytes: Int, from depth: Int) -> Int {
        guard depth < bytes else { return depth }
        return unsafe withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { piece in
            for page in 0..<piece.count / 4_096 { unsafe piece[page * 4_096] = 1 }
            return sink(to: bytes, from: depth + piece.count)
        }
    }
}

/// A bell that one thread rings and another waits for; each ring is heard once.
private final class Bell: Sendable {
    private let ends: (read: CInt, write: CInt)

    init() throws {
        var pair: [CInt] = [-1, -1]
        try #require(unsafe pipe(&pair) == 0)
        ends = (pair[0], pair[1])
    }

    deinit {
        _ = close(ends.read)
        _ = close(ends.write)
    }

    func ring() {
        let byte: [UInt8] = [1]
        #expect(unsafe write(ends.write, byte, 1) == 1)
    }

    /// Blocks the thread until it rings.
    func isHeard(within milliseconds: CInt) -> Bool {
        var polled = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&polled, 1, milliseconds) == 1 else { return false }
        var byte: UInt8 = 0
        return unsafe read(ends.read, &byte, 1) == 1
    }
}
