/// The native buckets of a piece's histograms: of each those that have counted something.
///
/// A bucket is one word: its index in the upper 16 bits, its count below. The buckets of one
/// histogram stand together in ascending order, in a block that doubles when it is full; as long as
/// there are no more than ``MetricsLimits/nativeBucketsMax`` of them. Beyond that, neighbours are
/// merged, so that nothing is ever forgotten: each schema has half the resolution of the one above.
struct NativeBuckets: Sendable {
    private var words: [UInt64] = []
    /// Blocks that nobody has any more, by the logarithm of their size.
    private var free: [[UInt32]] = Array(repeating: [], count: 9)

    /// Words of all blocks, of those that have gone as well.
    var cellCount: Int { words.count }

    /// Counts a duration, which is not negative.
    mutating func count(_ nanoseconds: Int64, in block: inout NativeBlock) {
        guard block.isKept else { return }
        let finest = NativeIndex.ofFinest(nanoseconds: nanoseconds)
        while true {
            let index = NativeIndex.coarser(finest, by: NativeBlock.finestSchema - block.schema)
            let (place, isThere) = find(index, in: block)
            if isThere {
                words[place] = Self.incremented(words[place])
                return
            }
            if block.count < MetricsLimits.nativeBucketsMax {
                insert(index, at: place, in: &block)
                return
            }
            merge(&block)
        }
    }

    /// Gives the block of a histogram back.
    mutating func release(_ block: NativeBlock) {
        guard block.capacity > 0 else { return }
        free[block.capacity.trailingZeroBitCount].append(UInt32(block.offset))
    }

    /// Index and count of each bucket, in ascending order; ``NativeIndex/zero`` first.
    func buckets(of block: NativeBlock) -> some Collection<(index: Int, count: UInt64)> {
        words[block.offset..<block.offset + block.count].lazy.map {
            (Self.index($0), Self.count($0))
        }
    }

    private static func index(_ word: UInt64) -> Int {
        Int(Int16(truncatingIfNeeded: word >> 48))
    }

    private static func count(_ word: UInt64) -> UInt64 { word & countMax }

    private static func word(_ index: Int, _ count: UInt64) -> UInt64 {
        UInt64(UInt16(truncatingIfNeeded: index)) << 48 | min(count, countMax)
    }

    private static func incremented(_ word: UInt64) -> UInt64 {
        count(word) == countMax ? word : word + 1
    }

    private static let countMax: UInt64 = (1 << 48) - 1

    /// The bucket's place, or the one at which it would stand.
    private func find(_ index: Int, in block: NativeBlock) -> (place: Int, isThere: Bool) {
        var place = block.offset
        let end = block.offset + block.count
        while place < end, Self.index(words[place]) < index { place += 1 }
        return (place, place < end && Self.index(words[place]) == index)
    }

    private mutating func insert(_ index: Int, at place: Int, in block: inout NativeBlock) {
        var place = place
        if block.count == block.capacity {
            let offset = take(capacity: max(1, 2 * block.capacity))
            for step in 0..<block.count { words[offset + step] = words[block.offset + step] }
            release(block)
            place += offset - block.offset
            block.offset = offset
            block.capacity = max(1, 2 * block.capacity)
        }
        var current = block.offset + block.count
        while current > place {
            words[current] = words[current - 1]
            current -= 1
        }
        words[place] = Self.word(index, 1)
        block.count += 1
    }

    private mutating func take(capacity: Int) -> Int {
        if let offset = free[capacity.trailingZeroBitCount].popLast() { return Int(offset) }
        words.append(contentsOf: repeatElement(0, count: capacity))
        return words.count - capacity
    }

    /// Halves the resolution.
    private mutating func merge(_ block: inout NativeBlock) {
        var last = block.offset - 1
        for place in block.offset..<block.offset + block.count {
            let (index, count) = (Self.index(words[place]), Self.count(words[place]))
            let merged = NativeIndex.coarser(index, by: 1)
            if last >= block.offset, Self.index(words[last]) == merged {
                words[last] = Self.word(merged, Self.count(words[last]) + count)
            } else {
                last += 1
                words[last] = Self.word(merged, count)
            }
        }
        block.count = last + 1 - block.offset
        block.schema -= 1
    }
}

/// Where the native buckets of one histogram are, in one word.
struct NativeBlock: Sendable {
    private(set) var bits: UInt64

    init(bits: UInt64) {
        self.bits = bits
    }

    /// Eight buckets to each power of two: the bound of one is 1.09 times that of the one before.
    static let finestSchema = 3
    /// Of a histogram that is kept elsewhere.
    static let none = NativeBlock(bits: 0)
    /// Of a histogram that has counted nothing.
    static let empty = NativeBlock(bits: 1 << 63 | UInt64(finestSchema + 8) << 52)

    /// Whether the histogram has native buckets at all.
    var isKept: Bool { bits >> 63 == 1 }

    /// The place of the first among all words.
    var offset: Int {
        get { Int(bits & 0xffff_ffff) }
        set { bits = bits & ~0xffff_ffff | UInt64(newValue) }
    }

    /// How many buckets have counted something.
    var count: Int {
        get { Int(bits >> 32 & 0x3ff) }
        set { bits = bits & ~(0x3ff << 32) | UInt64(newValue) << 32 }
    }

    /// How many there is room for: 0 or a power of two.
    var capacity: Int {
        get { Int(bits >> 42 & 0x3ff) }
        set { bits = bits & ~(0x3ff << 42) | UInt64(newValue) << 42 }
    }

    /// The resolution: a power of two is cut into 2 to the power of this many buckets.
    var schema: Int {
        get { Int(bits >> 52 & 0x1f) - 8 }
        set { bits = bits & ~(0x1f << 52) | UInt64(newValue + 8) << 52 }
    }
}

/// Which native bucket a value belongs to.
///
/// Of schema n, the bucket with index i holds what is above 2^((i-1)/2^n) and up to 2^(i/2^n):
/// Prometheus, "Native Histograms" specification, "Standard schemas".
enum NativeIndex {
    /// The bucket of what is exactly 0, below all others.
    static let zero = Int(Int16.min)

    /// The index of a duration among the buckets of ``NativeBlock/finestSchema``.
    static func ofFinest(nanoseconds: Int64) -> Int {
        guard nanoseconds > 0 else { return zero }
        let seconds = Double(nanoseconds) / 1e9
        var step = 0
        while step < 8, bounds[step] < seconds.significand { step += 1 }
        return step + 8 * Int(seconds.exponent)
    }

    /// The bucket that holds it where the resolution is halved so many times.
    static func coarser(_ index: Int, by steps: Int) -> Int {
        index == zero ? zero : (index + (1 << steps) - 1) >> steps
    }

    /// 2^(j/8), as the reference implementation has them.
    private static let bounds: InlineArray<8, Double> = [
        1.0, 1.0905077326652576, 1.189207115002721, 1.2968395546510096, 1.414213562373095,
        1.5422108254079408, 1.6817928305074288, 1.8340080864093422,
    ]
}
