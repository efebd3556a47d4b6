/// What keeps the lines of the event log.
public protocol EventSink: Sendable {
    /// Appends whole lines, away from the loop; false where nothing of them is kept.
    ///
    /// One caller at a time may.
    func append(_ lines: [UInt8]) async -> Bool
}
