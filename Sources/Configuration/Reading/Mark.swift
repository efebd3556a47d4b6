/// Where something begins in one of the files of a configuration.
struct Mark: Hashable {
    /// Counted from 1.
    var line: Int
    private var storedColumn: Int32
    /// The number of the file, in the order in which they are read.
    var file: Int32

    /// The place of a value that has lost its own.
    static let unknown = Mark(line: 0, column: 0)

    /// Unicode scalars, counted from 1.
    var column: Int {
        get { Int(storedColumn) }
        set { storedColumn = Int32(clamping: newValue) }
    }

    init(line: Int, column: Int, file: Int32 = 0) {
        self.line = line
        storedColumn = Int32(clamping: column)
        self.file = file
    }
}

extension Mark: Comparable {
    static func < (left: Mark, right: Mark) -> Bool {
        (left.file, left.line, left.storedColumn) < (right.file, right.line, right.storedColumn)
    }
}
