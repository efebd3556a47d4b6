import CLinux

/// The one owner of an open descriptor, which closes it at its end.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The number, for system calls while the owner lives.
    public let number: CInt

    /// Takes over a descriptor that is open and that nobody else closes.
    public init(owning number: CInt) {
        precondition(number >= 0, "no descriptor")
        self.number = number
    }

    deinit {
        // Linux frees the number even where close says EINTR or EIO, so there is nothing to repeat.
        _ = close(number)
    }
}
