import CLinux

/// The end of this process.
public enum Process {
    /// Ends at once with `status`, without the handlers of libraries that may be in any state.
    public static func end(status: CInt) {
        sonde_exit(status)
    }
}
