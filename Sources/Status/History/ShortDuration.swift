import Time

/// A duration in two bytes: exact to a tenth of a microsecond below 0.2 ms, and to one part in two
/// thousand up to two days.
public struct ShortDuration: Equatable, Sendable {
    /// Eleven bits of a number of units, and above them how often it is doubled.
    private let bits: UInt16

    /// What was not reached, and has no duration.
    public static let absent = ShortDuration(bits: .max)
    /// The longest that there is; all longer ones are it.
    private static let longest = ShortDuration(bits: .max - 1)
    private static let unitNanoseconds: Int64 = 100
    private static let numberBits: UInt16 = 11

    private init(bits: UInt16) {
        self.bits = bits
    }

    /// A duration, or none; a negative one is none at all.
    public init(_ duration: Duration?) {
        guard let nanoseconds = duration?.nanoseconds, nanoseconds >= 0 else {
            self = .absent
            return
        }
        let units = UInt64(nanoseconds / Self.unitNanoseconds)
        let length = UInt64.bitWidth - units.leadingZeroBitCount
        var doublings = UInt64(max(0, length - Int(Self.numberBits)))
        var number = (units + (1 << doublings) / 2) >> doublings
        if number == 1 << UInt64(Self.numberBits) {
            number >>= 1
            doublings += 1
        }
        guard doublings < 1 << UInt64(16 - Self.numberBits) else {
            self = .longest
            return
        }
        bits = min(
            UInt16(doublings) << Self.numberBits | UInt16(number), Self.longest.bits)
    }

    /// What it stands for; nil where there is none.
    public var duration: Duration? {
        guard self != .absent else { return nil }
        let number = Int64(bits & (1 << Self.numberBits - 1))
        return .nanoseconds(number << Int64(bits >> Self.numberBits) * Self.unitNanoseconds)
    }
}
