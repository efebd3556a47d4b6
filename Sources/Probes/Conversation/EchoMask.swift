import Wire

/// Hides our own secrets in what a peer sends back to us, however it is cut into pieces.
///
/// It looks for each secret as it is, and in base64 (RFC 4648), as many protocols have it.
package struct EchoMask: Equatable, Sendable {
    private var needles: [Needle]
    /// Where secrets stand in all that was heard, in their order and apart from each other.
    private var found: [Range<Int>] = []
    private var heardCount = 0

    /// A mask of those secrets, which has heard nothing yet.
    package init(hiding secrets: [Secret] = []) {
        needles = secrets.flatMap { secret in
            [secret.bytes, Base64.encoded(secret.bytes).filter { $0 != UInt8(ascii: "=") }]
        }.map(Needle.init)
    }

    /// Takes in what came next.
    package mutating func hear(_ bytes: [UInt8]) {
        guard !needles.isEmpty else { return }
        for byte in bytes {
            heardCount += 1
            for index in needles.indices where needles[index].isWhole(with: byte) {
                Self.add(heardCount - needles[index].bytes.count..<heardCount, to: &found)
            }
        }
    }

    /// Forgets where secrets stand before a position.
    mutating func forget(before position: Int) {
        guard let first = found.first, first.upperBound <= position else { return }
        found.removeAll { $0.upperBound <= position }
    }

    /// Some of what was heard, from a position on, as it may be shown.
    ///
    /// A mark stands where a secret begins; where `marksRest` is set, also for one that began
    /// before. The beginning of one at the end of all that was heard is hidden as well.
    package func shown(
        _ bytes: ArraySlice<UInt8>, at position: Int, marksRest: Bool = true
    ) -> [UInt8] {
        guard !needles.isEmpty else { return Array(bytes) }
        let all = position..<position + bytes.count
        func part(_ begin: Int, _ end: Int) -> ArraySlice<UInt8> {
            bytes[bytes.startIndex + begin - position..<bytes.startIndex + end - position]
        }
        var shown: [UInt8] = []
        var next = position
        for secret in hidden(in: all) {
            shown += part(next, max(next, secret.lowerBound))
            if marksRest || secret.lowerBound >= position { shown += SecretMask.mark }
            next = min(secret.upperBound, all.upperBound)
        }
        return shown + part(next, all.upperBound)
    }

    /// Where secrets overlap a part of what was heard.
    private func hidden(in part: Range<Int>) -> [Range<Int>] {
        var hidden = Array(
            found[firstFound(after: part.lowerBound)...].prefix {
                $0.lowerBound < part.upperBound
            })
        let begun = needles.map(\.matched).max() ?? 0
        if begun > CredentialLimits.shownBeginningBytesMax,
            (heardCount - begun..<heardCount).overlaps(part)
        {
            Self.add(heardCount - begun..<heardCount, to: &hidden)
        }
        return hidden
    }

    /// The first of those that end after a position: there may be as many as bytes.
    private func firstFound(after position: Int) -> Int {
        var (low, high) = (0, found.count)
        while low < high {
            let middle = (low + high) / 2
            if found[middle].upperBound > position { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Adds a range that ends behind all others.
    private static func add(_ range: Range<Int>, to ranges: inout [Range<Int>]) {
        var begin = range.lowerBound
        while let last = ranges.last, last.upperBound >= begin {
            begin = min(begin, last.lowerBound)
            ranges.removeLast()
        }
        ranges.append(begin..<range.upperBound)
    }
}

/// What is looked for, in the manner of Knuth, Morris and Pratt: no byte is looked at twice.
private struct Needle: Equatable, Sendable {
    let bytes: [UInt8]
    /// For each beginning, how many of its last bytes are a shorter beginning too.
    private let borders: [Int]
    /// How many of the first bytes came last.
    private(set) var matched = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var borders = [0]
        for byte in bytes.dropFirst() {
            var border = borders[borders.count - 1]
            while border > 0, bytes[border] != byte { border = borders[border - 1] }
            borders.append(bytes[border] == byte ? border + 1 : 0)
        }
        self.borders = borders
    }

    /// Whether it has come to its end with that byte.
    mutating func isWhole(with byte: UInt8) -> Bool {
        while matched > 0, bytes[matched] != byte { matched = borders[matched - 1] }
        if bytes[matched] == byte { matched += 1 }
        guard matched == bytes.count else { return false }
        matched = borders[matched - 1]
        return true
    }
}
