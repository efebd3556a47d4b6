extension Double {
    /// Nanoseconds in seconds, as their exact decimal would be read: rounded once.
    init(secondsOf nanoseconds: Int64) {
        let magnitude = nanoseconds.magnitude
        guard magnitude >= 1 << 53 else {
            // One division of two exact numbers rounds once.
            self = Double(nanoseconds) / 1e9
            return
        }
        // The quotient has more bits than a double; its last one says whether something is left.
        let shift = UInt64(magnitude.leadingZeroBitCount + 27)
        let (quotient, remainder) = UInt64(1_000_000_000).dividingFullWidth(
            (magnitude >> (64 - shift), magnitude << shift))
        let seconds = Double(quotient | (remainder == 0 ? 0 : 1)) / Double(1 << shift)
        self = nanoseconds < 0 ? -seconds : seconds
    }
}
