public import Probes
public import Time

/// What is remembered of one attempt, in sixteen bytes.
public struct AttemptRecord: Equatable, Sendable {
    private let second: UInt32
    private let code: OutcomeCode
    private let total: ShortDuration
    /// Of the name, or of the proxy: one that has a proxy asks for no name.
    private let way: ShortDuration
    let connection: ShortDuration
    private let handshake: ShortDuration
    private let exchange: ShortDuration

    /// An attempt that ended so, and began at that time; durations that are not fair are none.
    public init(
        _ verdict: Verdict, at start: WallTime, duration: Duration?,
        phases: PhaseDurations = PhaseDurations()
    ) {
        second = UInt32(clamping: start.secondsSinceEpoch)
        code = OutcomeCode(verdict, hasProxy: phases.proxy != nil)
        total = ShortDuration(duration)
        way = ShortDuration(phases.proxy ?? phases.resolve)
        connection = ShortDuration(phases.connect)
        handshake = ShortDuration(phases.tls)
        exchange = ShortDuration(phases.exchange)
    }

    /// When it began, to the second.
    public var startedAt: WallTime { WallTime(secondsSinceEpoch: Int64(second)) }

    /// What it said.
    public var verdict: Verdict { code.verdict }

    /// The whole attempt; nil where the prober stood still meanwhile.
    public var duration: Duration? { total.duration }

    /// How long its connection took; nil where there was none.
    public var connect: Duration? { connection.duration }

    /// The phases that were completed.
    public var phases: PhaseDurations {
        PhaseDurations(
            resolve: code.hasProxy ? nil : way.duration,
            proxy: code.hasProxy ? way.duration : nil, connect: connection.duration,
            tls: handshake.duration, exchange: exchange.duration)
    }
}

/// A verdict in two bytes.
private struct OutcomeCode: Equatable, Sendable {
    private let bits: UInt16

    /// In the lowest byte: 0 for a success, then the failures, then what is inconclusive.
    private static let reasons = FailureReason.allCases
    private static let troubles = InconclusiveReason.allCases
    private static let phases = Phase.allCases
    private static let phaseShift: UInt16 = 8
    private static let proxyBit: UInt16 = 1 << 15

    init(_ verdict: Verdict, hasProxy: Bool) {
        var bits = hasProxy ? Self.proxyBit : 0
        switch verdict {
        case .success: break
        case .failure(let reason, let phase):
            bits |= Self.place(of: reason, in: Self.reasons) + 1
            bits |= Self.place(of: phase, in: Self.phases) << Self.phaseShift
        case .inconclusive(let reason):
            bits |= Self.place(of: reason, in: Self.troubles) + 1 + UInt16(Self.reasons.count)
        }
        self.bits = bits
    }

    var hasProxy: Bool { bits & Self.proxyBit != 0 }

    var verdict: Verdict {
        let number = Int(bits & 0xff)
        guard number > 0 else { return .success }
        guard number > Self.reasons.count else {
            let phase = Int(bits >> Self.phaseShift & 0x7f)
            return .failure(Self.reasons[number - 1], Self.phases[phase])
        }
        return .inconclusive(Self.troubles[number - 1 - Self.reasons.count])
    }

    private static func place<Case: Equatable>(of one: Case, in all: [Case]) -> UInt16 {
        guard let place = all.firstIndex(of: one) else {
            preconditionFailure("every case is among all cases")
        }
        return UInt16(place)
    }
}
