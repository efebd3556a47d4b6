import CLinux

/// Signals as something to be read, signalfd(2).
public final class SignalDescriptor: Sendable {
    private let descriptor: FileDescriptor

    /// Blocks some signals for the process, to be read here.
    ///
    /// To be called before any other thread exists: each inherits what is blocked.
    public init(_ signals: [Signal]) throws(ErrorNumber) {
        var set = sigset_t()
        let numbers = signals.map(\.number)
        _ = try systemCall { unsafe sonde_block_signals(numbers, CInt(numbers.count), &set) }
        let flags = CInt(SFD_CLOEXEC | SFD_NONBLOCK)
        descriptor = FileDescriptor(owning: try systemCall { unsafe signalfd(-1, &set, flags) })
    }

    /// The next signal that has come; nil where none has, or one that was not asked for.
    ///
    /// Of several of a kind that nobody has read yet the kernel keeps one, signal(7).
    public func next() -> Signal? {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        let count = unsafe read(descriptor.number, &information, size)
        guard count == size else { return nil }
        return Signal.allCases.first { $0.number == CInt(bitPattern: information.ssi_signo) }
    }

    /// The number, to be watched for reading.
    public var number: CInt { descriptor.number }

    /// Makes writing where nobody reads an error rather than the end of the process.
    public static func ignoreBrokenPipes() {
        sonde_ignore_broken_pipes()
    }
}

/// A signal that is of interest, signal(7).
public enum Signal: CaseIterable, Sendable {
    /// SIGTERM: to end.
    case terminate
    /// SIGINT: to end, as Ctrl-C says.
    case interrupt
    /// SIGHUP: to read the configuration again.
    case hangUp

    fileprivate var number: CInt {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        }
    }
}
