/// Every limit of the event log.
public enum EventLimits {
    /// How often a process says that it still runs.
    public static let heartbeat = Duration.seconds(300)
    /// Bytes of a line, without its end; a longer one is broken, and none is written.
    public static let lineBytesMax = 1 << 20
    /// Unicode scalars of a text that is no name or label; the rest is cut off.
    public static let textScalarsMax = 1_024
    /// Errors of a configuration that are told; the last says how many more there are.
    public static let errorsMax = 32
}
