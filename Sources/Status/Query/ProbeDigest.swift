/// What of a probe is needed to find it and to put it in its place.
public struct ProbeDigest: Sendable {
    /// How it stands.
    public var condition: ProbeCondition
    /// The last connection that was made.
    public var connect: ShortDuration
    /// Seconds since 1970 at which the first certificate ends; the largest number for none.
    public var expirySecond: Int64
    /// Nanoseconds since 1970 at which its state changed; 0 for never.
    public var changedNanosecond: Int64

    /// A probe that stands so.
    public init(
        condition: ProbeCondition, connect: ShortDuration = .absent, expirySecond: Int64 = .max,
        changedNanosecond: Int64 = 0
    ) {
        self.condition = condition
        self.connect = connect
        self.expirySecond = expirySecond
        self.changedNanosecond = changedNanosecond
    }
}
