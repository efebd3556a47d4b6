public import Time

/// The slots of one probe: `first + k × interval`, for ever, without drift.
public struct Grid: Equatable, Sendable {
    /// The slot with k = 0.
    public let first: Instant
    /// From one slot to the next; a nanosecond at least.
    public let interval: Duration

    /// A grid that starts at `first`.
    public init(first: Instant, interval: Duration) {
        precondition(interval >= .nanoseconds(1), "slots need an interval between them")
        self.first = first
        self.interval = interval
    }

    /// A grid whose slots lie at the probe's own place within each interval since `origin`.
    ///
    /// The place depends on the identity alone: it is the same after a restart, and many probes are
    /// spread evenly over the interval.
    public init(origin: Instant, interval: Duration, identity: some Sequence<UInt8>) {
        let offset = StableHash.fraction(identity, of: interval)
        self.init(first: origin + offset, interval: interval)
    }

    /// The first slot that is not before `instant`; the distant future where the clock ends first.
    public func slot(notBefore instant: Instant) -> Instant {
        guard instant > first else { return first }
        let step = interval.nanoseconds
        let passed = instant.nanoseconds - first.nanoseconds
        let slots = (passed - 1) / step + 1
        let (distance, overflow) = slots.multipliedReportingOverflow(by: step)
        return overflow ? .distantFuture : first + .nanoseconds(distance)
    }

    /// How many slots lie after `earlier` and before `later`.
    public func slots(after earlier: Instant, before later: Instant) -> Int64 {
        guard earlier < later else { return 0 }
        let next = slot(notBefore: Instant(nanoseconds: earlier.nanoseconds + 1))
        guard next < later else { return 0 }
        return (later.nanoseconds - next.nanoseconds - 1) / interval.nanoseconds + 1
    }
}
