import Glibc

/// How long this thread works; others may keep it waiting.
public enum ThreadTime {
    /// CLOCK_THREAD_CPUTIME_ID, read now.
    public static var now: Duration {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// How long it works on that.
    public static func of(_ work: () -> Void) -> Duration {
        let start = now
        work()
        return now - start
    }
}
