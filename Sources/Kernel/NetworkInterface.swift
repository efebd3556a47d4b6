import CLinux

/// The network interfaces of this machine, netdevice(7).
public enum NetworkInterface {
    /// Whether one has that name now, if_nametoindex(3).
    public static func exists(_ name: String) -> Bool {
        unsafe name.withCString { unsafe if_nametoindex($0) } != 0
    }

    /// Whether one has that address now.
    ///
    /// Asked by binding it: what can be bound is what connections can leave from.
    public static func has(_ address: SocketAddress) -> Bool {
        do throws(ErrorNumber) {
            try StreamSocket(for: address).bind(toAddress: address)
            return true
        } catch {
            return false
        }
    }

    /// Lets packets of a socket leave through the interface of that name only.
    static func bind(_ socket: CInt, to name: String) throws(ErrorNumber) {
        let bytes = Array(name.utf8)
        _ = try systemCall {
            unsafe setsockopt(
                socket, SOL_SOCKET, SO_BINDTODEVICE, bytes, socklen_t(bytes.count))
        }
    }
}
