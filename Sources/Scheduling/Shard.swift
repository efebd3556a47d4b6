/// A share of all probes, of which several exporters have one each.
///
/// Each probe belongs to the share whose hash together with the probe's identity is the highest
/// (rendezvous hashing: Thaler and Ravishankar 1998). With one more share only those probes move
/// that it takes.
public struct Shard: Hashable, Sendable {
    /// Which of them, from 0.
    public let index: Int
    /// How many there are.
    public let count: Int

    /// One of `count` shares; nil where there is no such.
    public init?(_ index: Int, of count: Int) {
        guard (1...ShardLimits.countMax).contains(count), (0..<count).contains(index) else {
            return nil
        }
        self.index = index
        self.count = count
    }

    /// Whether the probe of that identity belongs to it.
    public func owns(_ identity: some Sequence<UInt8>) -> Bool {
        let own = StableHash.hash(identity)
        return (0..<count).max { Self.weight($0, own) < Self.weight($1, own) } == index
    }

    private static func weight(_ index: Int, _ identity: UInt64) -> UInt64 {
        StableHash.mixed(identity ^ StableHash.mixed(UInt64(index) &+ 1))
    }
}

/// The bounds of shares.
public enum ShardLimits {
    /// How many there may be.
    public static let countMax = 1_000
}
