import CLinux
import Glibc
import Kernel
import Testing

@Suite struct CoreDumpsTests {
    @Test func `no memory gets into a core dump, as the kernel itself says`() throws {
        // So that there is something to take away, whatever the shell has set.
        try Self.write("0x33", to: "/proc/self/coredump_filter")
        #expect(CoreDumps.memoryKinds() == 0x33)
        let most = try CoreDumps.bytesMax().most
        var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
        #expect(unsafe sonde_set_core_limit(&limit) == 0)
        #expect(try CoreDumps.bytesMax().now == most)
        try CoreDumps.keepMemoryOut()
        #expect(CoreDumps.memoryKinds() == 0)
        let limits = try CoreDumps.bytesMax()
        #expect(limits.now == 0)
        #expect(limits.most == 0)
        // It may be said again, as by a child of ours.
        try CoreDumps.keepMemoryOut()
    }

    private static func write(_ text: String, to path: String) throws {
        let descriptor = FileDescriptor(owning: unsafe open(path, O_WRONLY))
        let count = unsafe Glibc.write(descriptor.number, text, text.utf8.count)
        try #require(count == text.utf8.count)
    }
}
