private import CRE2

/// How large an expression may be, and what it becomes.
public enum PatternLimits {
    /// The longest expression, as UTF-8.
    public static let expressionBytesMax = 1000
    /// The largest compiled program.
    ///
    /// Where RE2 runs out of states it goes on with time in proportion to the program: seconds for
    /// 64 KiB at ten thousand instructions. With so many, and this memory, it has states enough.
    public static let programInstructionsMax = 1500
    /// The most groups that have a name; with the whole match, what one call of RE2 tells.
    public static let namedGroupsMax = Int(SONDE_EXPRESSION_GROUPS_MAX) - 1
    /// What RE2 may hold for one expression: its programs, forward and backward, and their states.
    ///
    /// RE2 gives a third of it to the backward program at 64 bytes an instruction; the rest is for
    /// states, and the more there are of them the less it slows down.
    static let memoryBytesMax: Int64 = 4 << 20
    /// How much of an expression a message shows, in Unicode scalars.
    static let excerptScalarsMax = 60
}
