import Backports
import CLinux

/// A file that is read from its beginning to its end, piece by piece.
public final class OpenFile: Sendable {
    /// What it was when it was opened.
    public let status: FileStatus
    let isRegular: Bool
    private let descriptor: FileDescriptor

    private static let pieceBytes = 64 * 1024

    /// Opens whatever is at `path`.
    init(_ path: String) throws(ErrorNumber) {
        // O_NONBLOCK, so that a pipe without a writer does not hold us up before we refuse it.
        let descriptor = FileDescriptor(
            owning: try systemCall { unsafe sonde_open_for_reading(path) })
        var status = stat()
        let number = descriptor.number
        _ = try systemCall { unsafe fstat(number, &status) }
        self.status = FileStatus(status)
        isRegular = unsafe sonde_regular(&status) != 0
        self.descriptor = descriptor
    }

    /// Appends the next piece, at most 64 KiB; false at the end of the file.
    public func read(into bytes: inout [UInt8]) throws(ErrorNumber) -> Bool {
        let before = bytes.count
        let number = descriptor.number
        try bytes.append(addingCapacity: Self.pieceBytes) {
            (free: inout OutputSpan<UInt8>) throws(ErrorNumber) in
            try unsafe free.withUnsafeMutableBufferPointer { piece, count throws(ErrorNumber) in
                count = try systemCall {
                    unsafe CLinux.read(number, piece.baseAddress, Self.pieceBytes)
                }
            }
        }
        return bytes.count > before
    }
}
