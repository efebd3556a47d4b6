import Glibc

/// What is compiled into the tests, and into the program that they start.
public enum Sanitizer {
    /// Whether a sanitizer is at work, which costs time and keeps memory that was freed.
    public static let isOn = isThere("__tsan_init") || isThere("__asan_init")

    /// What work of `duration` may take here and now: several times as much where a sanitizer is at
    /// work, and more where the processor is slow.
    public static func allowance(_ duration: Duration) -> Duration {
        duration * (isOn ? 10 : 1) * ProcessorPace.slowness
    }

    private static func isThere(_ symbol: String) -> Bool { unsafe dlsym(nil, symbol) != nil }
}
