import Synchronization
public import Time

/// What happened in a run, boiled down to one number: two runs that differ anywhere differ in it.
public final class Trace: Sendable {
    private struct State {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var count = 0

        mutating func mix(_ bits: UInt64) {
            hash = (hash ^ bits) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
        }
    }

    private let state = Mutex(State())

    /// Nothing has happened yet.
    public init() {}

    /// The number that stands for everything noted so far, in its order.
    public var hash: UInt64 { state.withLock { $0.hash } }

    /// How many events were noted.
    public var count: Int { state.withLock { $0.count } }

    /// Notes an event: when, what kind, and one figure of it.
    public func note(_ instant: Instant, _ kind: UInt64, _ figure: UInt64 = 0) {
        state.withLock { state in
            state.mix(UInt64(bitPattern: instant.nanoseconds))
            state.mix(kind)
            state.mix(figure)
            state.count += 1
        }
    }

    /// Notes an event told in words.
    public func note(_ instant: Instant, _ words: String) {
        state.withLock { state in
            state.mix(UInt64(bitPattern: instant.nanoseconds))
            for byte in words.utf8 { state.mix(UInt64(byte)) }
            state.count += 1
        }
    }
}
