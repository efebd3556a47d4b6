import Glibc
import Kernel
import Simulation
import Synchronization
import Testing

@Suite struct JoiningThreadTests {
    @Test func `the owner of a thread waits for its end`() throws {
        let runner = Shared(RunningThread?.none)
        try Self.run {
            let end = Clock.monotonic + 20_000_000
            while Clock.monotonic < end {}
            runner.update { $0 = .current }
        }
        #expect(runner.value != nil)
        #expect(runner.value != .current)
    }

    @Test func `a thread has the stack that was asked for`() throws {
        let depth = Shared(0)
        // Three times what a thread has by the usual limit.
        try Self.run(stackBytes: 32 << 20) {
            depth.update { $0 = Self.sink(to: 24 << 20, from: 0) }
        }
        #expect(depth.value >= 24 << 20)
    }

    @Test func `only signals of its own faults come to a thread`() throws {
        let before = Self.blockedSignals()
        let blocked = Shared(Set<CInt>())
        try Self.run { blocked.update { $0 = Self.blockedSignals() } }
        #expect(Self.blockedSignals() == before, "the starter has kept the mask of the thread")
        // Threads of the test runner block some themselves, but not the last of these.
        let reached = blocked.value
        #expect(reached.isSuperset(of: [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGPROF, SIGPIPE]))
        #expect(reached.isDisjoint(with: [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS]))
    }

    @Test func `a thread that cannot be had is an error`() {
        #expect(throws: ErrorNumber.wouldBlock) { try Self.run(stackBytes: 1 << 47) {} }
        #expect(throws: ErrorNumber.invalidArgument) { try Self.run(stackBytes: 1) {} }
    }

    @Test func `a thread may be the end of its own owner`() async throws {
        let owner = Owner()
        await withCheckedContinuation { continuation in
            owner.start {
                owner.drop()
                continuation.resume()
            }
        }
    }

    private final class Owner: Sendable {
        private let thread = Mutex(JoiningThread?.none)

        func start(_ body: @escaping @Sendable () -> Void) {
            thread.withLock { thread in
                thread = try? JoiningThread(stackBytes: 1 << 20, body)
            }
        }

        func drop() {
            thread.withLock { $0 = nil }
        }
    }

    /// Starts a thread, and returns when its owner has ended.
    private static func run(
        stackBytes: Int = 1 << 20, _ body: @escaping @Sendable () -> Void
    ) throws {
        _ = try JoiningThread(stackBytes: stackBytes, body)
    }

    private static func blockedSignals() -> Set<CInt> {
        var set = sigset_t()
        guard unsafe pthread_sigmask(SIG_BLOCK, nil, &set) == 0 else { return [] }
        return Set((1..<32).filter { signal in unsafe sigismember(&set, signal) == 1 })
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
