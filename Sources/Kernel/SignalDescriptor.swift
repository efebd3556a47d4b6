import CLinux

/// Signals as something to be read, signalfd(2).
public struct SignalDescriptor: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Blocks SIGTERM and SIGINT for the process, to be read here.
    ///
    /// To be called before any other thread exists: each inherits what is blocked.
    public init() throws(ErrorNumber) {
        var set = sigset_t()
        let numbers = [SIGTERM, SIGINT]
        _ = try systemCall { unsafe sonde_block_signals(numbers, CInt(numbers.count), &set) }
        let flags = CInt(SFD_CLOEXEC | SFD_NONBLOCK)
        descriptor = FileDescriptor(owning: try systemCall { unsafe signalfd(-1, &set, flags) })
    }

    /// The number, to be watched for reading.
    public var number: CInt { descriptor.number }

    /// Makes writing where nobody reads an error rather than the end of the process.
    public static func ignoreBrokenPipes() {
        sonde_ignore_broken_pipes()
    }
}
