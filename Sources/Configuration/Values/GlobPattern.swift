/// The name of a file in which `*` stands for any number of any characters, and `?` for one.
///
/// Neither stands for a dot at the beginning, glob(7).
struct GlobPattern {
    private let pattern: [UInt8]

    init(_ pattern: String) {
        self.pattern = Array(pattern.utf8)
    }

    var hasWildcard: Bool { pattern.contains { $0 == Self.any || $0 == Self.one } }

    private static let any = UInt8(ascii: "*")
    private static let one = UInt8(ascii: "?")
    private static let dot = UInt8(ascii: ".")

    func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        guard name.first != Self.dot || pattern.first == Self.dot else { return false }
        var (place, position) = (0, 0)
        /// Where to go on when the last `*` has to stand for one more.
        var retry: (place: Int, position: Int)?
        while position < name.count {
            if place < pattern.count, pattern[place] == Self.any {
                retry = (place + 1, position)
                place += 1
            } else if place < pattern.count,
                pattern[place] == Self.one || pattern[place] == name[position]
            {
                place += 1
                position += 1
            } else if let last = retry {
                retry = (last.place, last.position + 1)
                (place, position) = (last.place, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == Self.any }
    }
}
