import CLinux
import Synchronization

/// A file at whose end is written; each piece is there as a whole, or not at all.
public final class AppendedFile: Sendable {
    private let descriptor: FileDescriptor
    private let length: Atomic<Int64>
    private let status: FileStatus

    /// Opens the file at `path`, or makes one that only its owner and its group read; `emptied`
    /// takes away what is in it.
    public init(_ path: String, emptied: Bool = false) throws(ErrorNumber) {
        let descriptor = FileDescriptor(
            owning: try systemCall { unsafe sonde_open_for_appending(path) })
        var status = stat()
        let number = descriptor.number
        if emptied { _ = try systemCall { ftruncate(number, 0) } }
        _ = try systemCall { unsafe fstat(number, &status) }
        self.status = FileStatus(status)
        length = Atomic(self.status.bytes)
        self.descriptor = descriptor
    }

    /// Bytes of it.
    public var bytes: Int64 { length.load(ordering: .relaxed) }

    /// Whether its last byte ends a line, as does nothing at all.
    public var endsWithLine: Bool {
        var last: UInt8 = 0
        let place = off_t(bytes - 1)
        guard place >= 0, unsafe pread(descriptor.number, &last, 1, place) == 1 else {
            return true
        }
        return last == UInt8(ascii: "\n")
    }

    /// Whether the file at `path` is this one still: others may have put it away.
    public func isStill(at path: String) -> Bool {
        guard let now = try? RegularFile.status(path) else { return false }
        return now.device == status.device && now.number == status.number
    }

    /// Writes all of `piece`, for one caller at a time.
    ///
    /// What was written of it is taken back where the disk is full.
    public func append(_ piece: [UInt8]) throws(ErrorNumber) {
        var offset = 0
        do throws(ErrorNumber) {
            while offset < piece.count { offset += try write(piece, from: offset) }
        } catch {
            // Half a line would make the one after it unreadable as well.
            if offset > 0 { _ = ftruncate(descriptor.number, off_t(bytes)) }
            throw error
        }
        length.wrappingAdd(Int64(piece.count), ordering: .relaxed)
    }

    private func write(_ piece: [UInt8], from offset: Int) throws(ErrorNumber) -> Int {
        let number = descriptor.number
        return try unsafe piece.withUnsafeBufferPointer { piece throws(ErrorNumber) -> Int in
            try systemCall {
                unsafe CLinux.write(
                    number, piece.baseAddress?.advanced(by: offset), piece.count - offset)
            }
        }
    }

    /// Gives the file at `path` another name, in place of what has it: rename(2).
    public static func rename(_ path: String, to other: String) throws(ErrorNumber) {
        _ = try systemCall { unsafe sonde_rename(path, other) }
    }
}
