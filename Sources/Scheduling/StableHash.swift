/// A hash that is the same in every process: FNV-1a of 64 bits, finished by a mixing step.
///
/// Swift's own `Hasher` is seeded anew in each process, so that a restart would move every slot.
public enum StableHash {
    /// The hash of some bytes.
    public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return mixed(hash)
    }

    /// A number from which another follows in no way that shows.
    ///
    /// FNV leaves the high bits of like names alike; this spreads them (MurmurHash3's finalizer).
    static func mixed(_ number: UInt64) -> UInt64 {
        var hash = (number ^ number >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }

    /// A share of `duration` that belongs to some bytes, from zero to just below the whole.
    public static func fraction(_ bytes: some Sequence<UInt8>, of duration: Duration) -> Duration {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard !nanoseconds.overflow else { return .zero }
        let whole = nanoseconds.partialValue &+ UInt64(clamping: attoseconds / 1_000_000_000)
        return .nanoseconds(Int64(clamping: hash(bytes).multipliedFullWidth(by: whole).high))
    }
}
