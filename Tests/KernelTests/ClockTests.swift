import CLinux
import Glibc
import Kernel
import Testing

@Suite struct ClockTests {
    @Test func `the monotonic clock never steps back`() {
        var last = Clock.monotonic
        for _ in 0..<100_000 {
            let now = Clock.monotonic
            #expect(now >= last)
            last = now
        }
        #expect(last > 0)
    }

    @Test func `time since boot includes what the monotonic clock has slept through`() {
        #expect(Clock.boot - Clock.monotonic > -1_000_000_000)
    }

    @Test func `the real clock tells the seconds since 1970`() {
        let before = Int64(time(nil))
        let now = Clock.real
        // time(2) may lag behind by a tick of the kernel.
        #expect(now >= before * 1_000_000_000)
        #expect(now < (before + 60) * 1_000_000_000)
    }

    @Test func `work takes processor time, of the thread and of the process`() {
        let (thread, process) = (Clock.threadProcessorTime, Clock.processProcessorTime)
        var sum: UInt64 = 0
        while Clock.threadProcessorTime - thread < 2_000_000 { sum &+= UInt64(Clock.real) }
        #expect(sum != 0)
        #expect(Clock.processProcessorTime - process >= 2_000_000)
    }
}
