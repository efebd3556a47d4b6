/// How large an expression may be, and what it becomes.
public enum PatternLimits {
    /// The longest expression, as UTF-8.
    public static let expressionBytesMax = 4096
    /// The largest compiled program.
    public static let programInstructionsMax = 10_000
    /// The most groups that have a name.
    public static let namedGroupsMax = 16
    /// What RE2 may hold for one expression: its programs, forward and backward, and their states.
    ///
    /// RE2 gives a third of it to the backward program at 64 bytes an instruction, so that the
    /// largest program needs 2 MiB to have one.
    static let memoryBytesMax: Int64 = 2 << 20
    /// How much of an expression a message shows, in Unicode scalars.
    static let excerptScalarsMax = 60
}
