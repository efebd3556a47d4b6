import CLinux

/// The one door to the kernel: repeats what a signal interrupted, and reads errno before anything
/// else can change it.
///
/// EBADF and EFAULT are mistakes of ours and trap: going on would use somebody else's descriptor.
@inline(__always)
func systemCall<Result: SignedInteger>(
    _ body: () -> Result
) throws(ErrorNumber) -> Result {
    while true {
        let result = body()
        if result >= 0 { return result }
        let error = ErrorNumber(rawValue: sonde_error_number())
        precondition(
            error != .badDescriptor && error != .badAddress, "a descriptor of ours is gone")
        if error != .interrupted { throw error }
    }
}
