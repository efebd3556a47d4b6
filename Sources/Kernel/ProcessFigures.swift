import CLinux

/// What the kernel says of this process, proc(5) and getrlimit(2).
public enum ProcessFigures {
    private static let bytesMax = 64 * 1024

    /// Virtual and resident bytes, and the start in clock ticks since boot; from /proc/self/stat.
    public struct Status: Equatable, Sendable {
        /// Bytes of address space.
        public var virtualBytes: Int
        /// Bytes in memory.
        public var residentBytes: Int
        /// CLOCK_BOOTTIME of the start, in nanoseconds.
        public var startedAtBootNanoseconds: Int64
    }

    /// The status now; nil where /proc is not mounted.
    public static func status() -> Status? {
        RegularFile.readProcess("/proc/self/stat", limit: bytesMax).flatMap(parse)
    }

    /// The name of the program stands in parentheses and may hold any byte, so we begin behind it.
    package static func parse(_ text: [UInt8]) -> Status? {
        guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[text.index(after: end)...].split(separator: UInt8(ascii: " "))
        // proc(5): starttime, vsize and rss are fields 22 to 24; ours begin with the third.
        guard fields.count > 21, let ticks = number(fields[19]), let bytes = number(fields[20]),
            let pages = number(fields[21])
        else { return nil }
        let nanosecondsPerTick = 1_000_000_000 / Int64(max(1, sysconf(CInt(_SC_CLK_TCK))))
        return Status(
            virtualBytes: Int(clamping: bytes),
            residentBytes: Int(
                clamping: pages.multipliedReportingOverflow(
                    by: Int64(sysconf(CInt(_SC_PAGESIZE)))
                ).partialValue),
            startedAtBootNanoseconds: ticks.multipliedReportingOverflow(by: nanosecondsPerTick)
                .partialValue)
    }

    private static func number(_ text: ArraySlice<UInt8>) -> Int64? {
        Int64(String(decoding: text, as: UTF8.self))
    }

    /// How many descriptors are open; nil where /proc is not mounted.
    public static func openDescriptors() -> Int? {
        guard let directory = unsafe opendir("/proc/self/fd") else { return nil }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        unsafe closedir(directory)
        // Neither `.` nor `..`, nor the descriptor that we read with.
        return max(0, count - 3)
    }

    /// How many descriptors may be open.
    public static func descriptorLimit() -> Int? {
        var limit = rlimit()
        guard unsafe sonde_descriptor_limit(&limit) == 0 else { return nil }
        return Int(clamping: limit.rlim_cur)
    }

    /// Raises the limit of open descriptors as far as it goes without privilege.
    public static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard unsafe sonde_descriptor_limit(&limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // A sandbox may forbid it; then the limit stays as it is, and is exported.
        _ = unsafe sonde_set_descriptor_limit(&limit)
    }
}
