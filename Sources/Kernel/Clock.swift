import CLinux

/// The clocks of the kernel, clock_gettime(2), in nanoseconds.
public enum Clock {
    /// CLOCK_MONOTONIC: never steps back, does not run while the machine is suspended.
    public static var monotonic: Int64 { sonde_clock(CLOCK_MONOTONIC) }
    /// CLOCK_BOOTTIME: the same, and runs while the machine is suspended.
    public static var boot: Int64 { sonde_clock(CLOCK_BOOTTIME) }
    /// CLOCK_REALTIME: since 1970; steps when it is set.
    public static var real: Int64 { sonde_clock(CLOCK_REALTIME) }
    /// CLOCK_THREAD_CPUTIME_ID: what the calling thread has used of a processor.
    public static var threadProcessorTime: Int64 { sonde_clock(CLOCK_THREAD_CPUTIME_ID) }
    /// CLOCK_PROCESS_CPUTIME_ID: what the process has used of all processors.
    public static var processProcessorTime: Int64 { sonde_clock(CLOCK_PROCESS_CPUTIME_ID) }
}
