public import Time

/// Files of which one can ask whether they have changed.
public protocol WatchedFiles: Files {
    /// What tells the file at `path` from another one, or from what it was; links are followed.
    func stamp(_ path: String) throws(FileError) -> FileStamp
}

/// What changes with a file: stat(2).
///
/// A file whose stamp is that of before is taken for the one that was read.
public struct FileStamp: Equatable, Sendable {
    /// The device that it lies on.
    public var device: UInt64
    /// Its number there: another one where a new file was put in its place.
    public var number: UInt64
    /// Bytes of content.
    public var bytes: Int64
    /// When its content was last written.
    public var writtenAt: WallTime
    /// When its content, its owner or its permissions last changed.
    public var changedAt: WallTime
    /// Whether who is neither its owner nor of its group may read it (S_IROTH).
    public var isReadableByOthers: Bool

    /// A stamp with all of these.
    public init(
        device: UInt64, number: UInt64, bytes: Int64, writtenAt: WallTime, changedAt: WallTime,
        isReadableByOthers: Bool
    ) {
        self.device = device
        self.number = number
        self.bytes = bytes
        self.writtenAt = writtenAt
        self.changedAt = changedAt
        self.isReadableByOthers = isReadableByOthers
    }
}
