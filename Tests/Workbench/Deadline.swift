import Glibc

/// A moment of CLOCK_MONOTONIC.
package struct Deadline {
    private let milliseconds: Int

    package init(seconds: Int) {
        milliseconds = Self.now + seconds * 1_000
    }

    /// Milliseconds since an arbitrary moment.
    package static var now: Int {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }

    package var remainingMilliseconds: CInt { CInt(clamping: max(0, milliseconds - Self.now)) }

    package var hasPassed: Bool { remainingMilliseconds == 0 }
}
