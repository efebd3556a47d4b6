import CLinux

/// A bell between threads, eventfd(2).
public struct EventDescriptor: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// A bell that has not rung.
    public init() throws(ErrorNumber) {
        descriptor = FileDescriptor(
            owning: try systemCall {
                eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
            })
    }

    /// The number, to be watched for reading.
    public var number: CInt { descriptor.number }

    /// Rings; any thread may.
    public func ring() {
        // EAGAIN says that it has rung 2^64 - 2 times unheard, so it will be heard.
        _ = eventfd_write(descriptor.number, 1)
    }

    /// Hears every ring so far.
    public func hear() {
        var rings: eventfd_t = 0
        _ = unsafe eventfd_read(descriptor.number, &rings)
    }
}
