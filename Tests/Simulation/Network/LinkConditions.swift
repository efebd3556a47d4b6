import Time

/// What the way to an endpoint does to packets.
public struct LinkConditions: Sendable {
    /// How long a packet takes one way.
    public var delay: ClosedRange<Duration>
    /// How often a packet takes ``slowDelay`` longer, from 0 to 1.
    public var slowProbability: Double
    /// How much longer a slow packet takes.
    public var slowDelay: Duration
    /// How often a packet is lost, from 0 to 1.
    public var lossProbability: Double
    /// How often a server's segment is an RST instead, from 0 to 1.
    public var resetProbability: Double

    /// A way of these conditions; a good one of 1 to 5 ms where nothing is said.
    public init(
        delay: ClosedRange<Duration> = .milliseconds(1) ... .milliseconds(5),
        slowProbability: Double = 0, slowDelay: Duration = .milliseconds(500),
        lossProbability: Double = 0, resetProbability: Double = 0
    ) {
        self.delay = delay
        self.slowProbability = slowProbability
        self.slowDelay = slowDelay
        self.lossProbability = lossProbability
        self.resetProbability = resetProbability
    }

    /// Always 50 µs, never a fault.
    public static let loopback = LinkConditions(delay: .microseconds(50) ... .microseconds(50))

    /// Always exactly so long one way, never a fault.
    public static func exactly(_ delay: Duration) -> LinkConditions {
        LinkConditions(delay: delay...delay)
    }
}

/// The same in bare numbers: thresholds of 64 random bits, nanoseconds.
struct Link: Sendable {
    private let delayMin: Int64
    private let delaySpan: UInt64
    private let slow: UInt64
    private let slowDelay: Int64
    private let loss: UInt64
    private let reset: UInt64

    init(_ conditions: LinkConditions) {
        delayMin = conditions.delay.lowerBound.nanoseconds
        delaySpan = UInt64(conditions.delay.upperBound.nanoseconds - delayMin) + 1
        precondition(delayMin >= 0, "no packet arrives before it was sent")
        slow = Self.threshold(conditions.slowProbability)
        slowDelay = conditions.slowDelay.nanoseconds
        loss = Self.threshold(conditions.lossProbability)
        reset = Self.threshold(conditions.resetProbability)
    }

    /// How long the next packet takes.
    func drawDelay(_ generator: inout SeededGenerator) -> Int64 {
        var delay = delayMin
        if delaySpan > 1 { delay += Int64(generator.next() % delaySpan) }
        if slow > 0 && generator.next() < slow { delay += slowDelay }
        return delay
    }

    /// Whether the next packet is lost.
    func drawLoss(_ generator: inout SeededGenerator) -> Bool {
        loss > 0 && generator.next() < loss
    }

    /// Whether the next segment is an RST.
    func drawReset(_ generator: inout SeededGenerator) -> Bool {
        reset > 0 && generator.next() < reset
    }

    private static func threshold(_ probability: Double) -> UInt64 {
        precondition((0...1).contains(probability), "a probability is from 0 to 1")
        return probability == 1 ? .max : UInt64(probability * 0x1p64)
    }
}
