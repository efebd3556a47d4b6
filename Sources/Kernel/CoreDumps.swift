import CLinux

/// What a crash of this process leaves behind, core(5).
public enum CoreDumps {
    private static let filterPath = "/proc/self/coredump_filter"
    private static let filterBytesMax = 64

    /// Lets no memory of this process get into a core dump, from now until it ends.
    ///
    /// The limit of zero bytes holds for files; a program that the kernel pipes dumps into gets one
    /// all the same, with nothing in it of what was in memory. Throws where one of them cannot be
    /// set; the other is all the same.
    ///
    /// A program with file capabilities, or one that its user may not read, cannot set the filter:
    /// it is forbidden to be dumped at all then (PR_SET_DUMPABLE, prctl(2)).
    public static func keepMemoryOut() throws(ErrorNumber) {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        let isLimited = unsafe sonde_set_core_limit(&limit) == 0
        let error = ErrorNumber(rawValue: sonde_error_number())
        do throws(ErrorNumber) {
            try writeFilter("0")
        } catch {
            guard sonde_forbid_dumps() == 0 else { throw error }
        }
        guard isLimited else { throw error }
    }

    private static func writeFilter(_ text: String) throws(ErrorNumber) {
        let descriptor = FileDescriptor(
            owning: try systemCall { unsafe sonde_open_for_writing(filterPath) })
        let (number, bytes) = (descriptor.number, Array(text.utf8))
        _ = try systemCall { unsafe write(number, bytes, bytes.count) }
    }

    /// Which kinds of memory a dump has, one bit each; nil where the kernel makes no dumps, or
    /// /proc is not mounted.
    public static func memoryKinds() -> UInt64? {
        RegularFile.readProcess(filterPath, limit: filterBytesMax).flatMap { text in
            UInt64(
                String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self),
                radix: 16)
        }
    }

    /// Bytes that a file with a dump may have, now and at the most.
    public static func bytesMax() throws(ErrorNumber) -> (now: UInt64, most: UInt64) {
        var limit = rlimit()
        _ = try systemCall { unsafe sonde_core_limit(&limit) }
        return (UInt64(limit.rlim_cur), UInt64(limit.rlim_max))
    }
}
