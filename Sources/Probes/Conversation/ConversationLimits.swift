/// The bounds of a conversation.
public enum ConversationLimits {
    /// Bytes that may arrive in one step without what it waits for.
    public static let answerBytesMax = 64 * 1024
    /// Bytes that are read at once.
    public static let readBytesMax = 4 * 1024
    /// Reads after which other attempts get their turn.
    public static let readsInARowMax = 16
    /// Bytes of TLS records (tickets, key updates) that may arrive without a byte to read in them.
    public static let idleRecordBytesMax = 256 * 1024
    /// How long a peer is heard out under TLS that has been said goodbye to.
    public static let farewellTime: Duration = .milliseconds(100)
    /// How long nothing more must come until a match at the end of what has come is whole.
    public static let settlingTime: Duration = .milliseconds(100)
    /// Bytes of an answer that are searched whenever something comes.
    ///
    /// A longer one is searched when it has grown by its share, or nothing more has come for
    /// ``settlingTime``.
    static let searchedAtOnceBytesMax = 4 * 1024
    /// What share of a longer answer must have come since the last search.
    static let searchGrowthShare = 8
    /// Bytes of a captured text that are exposed.
    public static let capturedBytesMax = 128
    /// Bytes of an answer that are shown in words on a failure.
    public static let excerptBytesMax = 80
    /// Bytes that are kept of a conversation for who wants to read it.
    public static let transcriptBytesMax = 256 * 1024
    /// Steps of a script.
    public static let stepsMax = 100
}
