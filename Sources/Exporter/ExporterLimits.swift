/// The bounds of the exporter.
public enum ExporterLimits {
    /// TLS attempts at the same time; each holds about 60 KB.
    public static let handshakesMax = 256
    /// The extra first attempts are spread over at most this.
    public static let firstAttemptSpread: Duration = .seconds(10)
    /// Probes that may be started before the loop looks at its descriptors again.
    public static let startsPerTurnMax = 64
    /// Events that wait to be kept.
    public static let eventsWaitingMax = 65_536
    /// How often the clock is looked at while windows are to begin or to end.
    static let clockLookInterval: Duration = .seconds(60)
    /// How long a configuration is left alone after its files have changed: they are written one
    /// after the other.
    static let settlingTime: Duration = .milliseconds(200)
    /// SRV records are asked for again when they are out of date, but not sooner or later than so.
    static let serviceIntervalMin: Duration = .seconds(5)
    static let serviceIntervalMax: Duration = .seconds(3600)
    /// SRV records that could not be had are asked for again after that.
    static let serviceRetryInterval: Duration = .seconds(30)
    /// How long a question for SRV records may take.
    static let serviceTimeout: Duration = .seconds(10)
    /// Targets that could not be probed for want of something of ours are looked at again then.
    static let targetRetryInterval: Duration = .seconds(30)
    /// Lines of the log for one answer of a source of targets.
    static let faultsToldMax = 10
    /// How often places are looked for while somebody waits for one.
    static let placesPollInterval: Duration = .milliseconds(10)
    /// Bytes of an exposition that a reader is handed at once.
    public static let expositionSliceBytes = 192 * 1024
    /// Different pages that are compressed at the same time; one more is sent as it is.
    public static let compressionsMax = 8
    /// Rows of a page that is compressed once for all who want it at the same time.
    public static let sharedPageRowsMax = 20_000
    /// Bytes of a page that are compressed at once, beside the loop.
    public static let compressionSliceBytes = 1024 * 1024
    /// Pages of probes that are made at the same time; one more is answered with 503.
    static let statusPagesMax = 8
    /// Probes that are looked at before the loop does its other work.
    static let probesPerLookMax = 1_024
    /// Changes of the configuration that a page outlives while it is being made.
    static let statusTriesMax = 3
    /// Times of maintenance without a gap between them, of which the last is looked for.
    static let occasionsInTurnMax = 64
    /// Mistakes of a configuration that a check tells one by one; the rest is counted.
    public static let mistakeCountMax = 100
}
