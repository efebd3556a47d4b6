/// The bounds of what is remembered of probes for people, and of what they are shown of it.
public enum StatusLimits {
    /// Attempts of a probe that are remembered.
    public static let attemptsMax = 100
    /// Failures of a probe that are remembered beyond them.
    public static let olderFailuresMax = 16
    /// Bytes of the words of the last failure.
    public static let detailBytesMax = 96
    /// Bytes that all that takes for a probe.
    public static let historyBytesMax = 2_048
    /// Attempts in the strip and in the curve of a row.
    static let attemptsShownMax = 40
    /// Probes on one page.
    public static let rowsMax = 100
    /// Probes in one answer for programs.
    public static let rowsForProgramsMax = 1_000
    /// Characters of a search.
    public static let searchCharactersMax = 200
    /// Servers, owners or sites that are offered to choose from; of more the name is typed.
    static let choicesMax = 100
    /// Certificates of a chain that are shown.
    static let certificatesShownMax = 10
}
