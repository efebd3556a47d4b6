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
