import Glibc

/// A moment of CLOCK_MONOTONIC.
struct Deadline {
    private let milliseconds: Int

    init(seconds: Int) {
        milliseconds = Self.now + seconds * 1_000
    }

    /// Milliseconds since an arbitrary moment.
    static var now: Int {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }

    var remainingMilliseconds: CInt { CInt(clamping: max(0, milliseconds - Self.now)) }

    var hasPassed: Bool { remainingMilliseconds == 0 }
}

/// What is compiled into the tests, and into the program that they start.
enum Sanitizer {
    /// Whether a sanitizer is at work, which costs time and keeps memory that was freed.
    static let isOn = isThere("__tsan_init") || isThere("__asan_init")

    private static func isThere(_ symbol: String) -> Bool { unsafe dlsym(nil, symbol) != nil }
}
