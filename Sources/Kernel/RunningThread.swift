import CLinux

/// Which thread runs.
public struct RunningThread: Equatable, Sendable {
    private let address: UInt

    /// The calling thread; costs no system call.
    @inline(__always)
    public static var current: RunningThread { RunningThread(address: sonde_thread()) }
}
