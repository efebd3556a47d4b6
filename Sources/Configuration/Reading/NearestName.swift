/// Finds what somebody who mistyped a name may have meant.
public enum NearestName {
    private static let bytesMax = 40

    /// The candidate that is the fewest slips of the finger away; nil where none is near.
    ///
    /// Numbers are not slips of other numbers.
    public static func to(_ text: String, among candidates: [String]) -> String? {
        let written = Array(text.utf8)
        guard written.count <= bytesMax, written.contains(where: { $0 >= UInt8(ascii: "A") }) else {
            return nil
        }
        var nearest: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(written, Array(candidate.utf8))
            let slipsMax = candidate.utf8.count < 4 ? 1 : candidate.utf8.count < 9 ? 2 : 3
            guard distance <= slipsMax, distance < nearest?.distance ?? .max else { continue }
            nearest = (candidate, distance)
        }
        return nearest?.name
    }

    /// Bytes to insert, delete, replace, or swap with their neighbour.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1], current[column]) + 1
                best = min(best, last[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
