/// Makes wrong inputs of right ones: bits flipped, pieces cut, doubled, moved, replaced.
public struct ByteMutator: Sendable {
    private var generator: SeededGenerator
    private let corpus: [[UInt8]]
    private static let bytesMax = 4096
    private static let telling: [UInt8] = [0, 1, 9, 10, 13, 32, 34, 45, 47, 58, 92, 127, 128, 255]

    /// A mutator over a corpus of at least one right input; equal seeds give equal mutants.
    public init(seed: UInt64, corpus: [[UInt8]]) {
        precondition(!corpus.isEmpty, "a mutator needs an input to start from")
        generator = SeededGenerator(seed: seed)
        self.corpus = corpus
    }

    /// The next mutant, one to eight steps away from an input of the corpus.
    public mutating func next() -> [UInt8] {
        var bytes = pick(corpus)
        for _ in 0..<Int.random(in: 1...8, using: &generator) { mutate(&bytes) }
        return Array(bytes.prefix(Self.bytesMax))
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = [UInt8.random(in: 0...255, using: &generator)]
            return
        }
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        let end = Int.random(in: position...min(bytes.count, position + 32), using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[position] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes[position] = pick(Self.telling)
        case 3: bytes.removeSubrange(position..<end)
        case 4: bytes.insert(contentsOf: bytes[position..<end], at: position)
        case 5: bytes.insert(pick(Self.telling), at: position)
        case 6: bytes.removeSubrange(position...)
        default:
            let other = pick(corpus)
            let start = Int.random(in: 0...other.count, using: &generator)
            bytes.replaceSubrange(position..<end, with: other[start...].prefix(32))
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
}
