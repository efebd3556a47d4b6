import CLinux

/// A file that lies in memory and goes with its owner, memfd_create(2).
public final class MemoryFile: Sendable {
    private let descriptor: FileDescriptor

    /// A file with these bytes; throws the error of memfd_create(2) or write(2).
    public init(_ bytes: [UInt8]) throws(ErrorNumber) {
        let descriptor = FileDescriptor(
            owning: try systemCall { unsafe memfd_create("sonde", CUnsignedInt(MFD_CLOEXEC)) })
        var offset = 0
        while offset < bytes.count {
            let (number, begin) = (descriptor.number, offset)
            offset += try unsafe bytes.withUnsafeBufferPointer { bytes throws(ErrorNumber) -> Int in
                try systemCall {
                    unsafe write(
                        number, bytes.baseAddress?.advanced(by: begin), bytes.count - begin)
                }
            }
        }
        self.descriptor = descriptor
    }

    /// Where this process, and no other, finds it by a name, proc(5).
    public var path: String { "/proc/self/fd/\(descriptor.number)" }
}
