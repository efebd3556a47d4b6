/// Places at which a stream is cut into pieces: all pieces of one byte, or some of each size.
public struct Cuts: Sendable {
    private var state: UInt32

    /// Seed 0 cuts after every byte.
    public init(seed: UInt8) { state = UInt32(seed) }

    /// The ends of the pieces of `count` bytes, of which the last is `count`.
    public func ends(of count: Int) -> [Int] {
        var state = state
        var ends: [Int] = []
        var end = 0
        while end < count {
            // The numbers of "Numerical Recipes" section 7.1; the upper bits are the better ones.
            state = state == 0 ? 0 : state &* 1_664_525 &+ 1_013_904_223
            end = min(count, end + 1 + Int(state >> 27))
            ends.append(end)
        }
        return ends
    }
}
