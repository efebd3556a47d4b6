import CLinux

/// Tells what happens to files and directories, inotify(7).
///
/// To close one takes the kernel some 10 ms: whoever has deadlines keeps it, and changes watches.
public struct InotifyDescriptor: ~Copyable, Sendable {
    /// Room for several hundred events; one has at most 272 bytes.
    private static let pieceBytes = 16 * 1024
    private let descriptor: FileDescriptor

    /// A descriptor without watches.
    ///
    /// Throws EMFILE also where the user has too many of them (max_user_instances).
    public init() throws(ErrorNumber) {
        descriptor = FileDescriptor(
            owning: try systemCall {
                inotify_init1(CInt(IN_CLOEXEC | IN_NONBLOCK))
            })
    }

    /// The number, to be watched for reading.
    public var number: CInt { descriptor.number }

    /// Begins to watch what stands at `path`, which is no link.
    ///
    /// What has a watch keeps it, and is watched for `kinds` as well. Throws ENOTDIR where it
    /// should be a directory and is none, ENOSPC where the user has too many watches
    /// (max_user_watches), and EACCES where we may not read it.
    public func watch(
        _ path: [UInt8], for kinds: InotifyEvent.Kinds, isDirectory: Bool
    ) throws(ErrorNumber) -> InotifyWatch {
        let path = path + [0]
        let number = descriptor.number
        var mask = kinds.rawValue | UInt32(IN_DONT_FOLLOW | IN_MASK_ADD)
        if isDirectory { mask |= UInt32(IN_ONLYDIR) }
        return InotifyWatch(
            rawValue: try systemCall { unsafe sonde_watch(number, path, mask) })
    }

    /// Ends a watch; nothing happens where it has ended.
    public func unwatch(_ watch: InotifyWatch) {
        _ = inotify_rm_watch(descriptor.number, watch.rawValue)
    }

    /// Hands events that have happened to `reader`.
    ///
    /// Throws EAGAIN where nothing has happened.
    public func read(into reader: inout InotifyEventReader) throws(ErrorNumber) {
        let number = descriptor.number
        try reader.append(atMost: Self.pieceBytes) {
            (free: inout OutputSpan<UInt8>) throws(ErrorNumber) in
            try unsafe free.withUnsafeMutableBufferPointer { piece, count throws(ErrorNumber) in
                count = try systemCall {
                    unsafe CLinux.read(number, piece.baseAddress, Self.pieceBytes)
                }
            }
        }
    }
}
