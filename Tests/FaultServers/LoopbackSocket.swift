import CLinux
import Glibc

/// Which loopback address.
public enum Loopback: String, CaseIterable, Sendable {
    /// 127.0.0.1.
    case v4
    /// ::1.
    case v6

    var family: CInt { self == .v4 ? AF_INET : AF_INET6 }

    /// Calls `body` with the kernel's form of the address.
    func withAddress<Result>(
        port: UInt16, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        switch self {
        case .v4:
            var form = sockaddr_in()
            form.sin_family = sa_family_t(AF_INET)
            form.sin_port = port.bigEndian
            form.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            return unsafe Self.rebind(&form, body)
        case .v6:
            var form = sockaddr_in6()
            form.sin6_family = sa_family_t(AF_INET6)
            form.sin6_port = port.bigEndian
            form.sin6_addr = in6addr_loopback
            return unsafe Self.rebind(&form, body)
        }
    }

    private static func rebind<Form, Result>(
        _ form: inout Form, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        unsafe withUnsafeMutablePointer(to: &form) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, socklen_t(MemoryLayout<Form>.size))
            }
        }
    }
}

/// Plain blocking sockets on loopback, which share no code with what is tested.
enum LoopbackSocket {
    /// A socket with a port that the kernel chose.
    static func bound(to host: Loopback) -> (socket: CInt, port: UInt16) {
        let descriptor = open(host)
        let isBound = unsafe host.withAddress(port: 0) { unsafe bind(descriptor, $0, $1) == 0 }
        precondition(isBound, "loopback has a free port")
        return (descriptor, port(of: descriptor))
    }

    /// A socket that is connected.
    static func connected(to host: Loopback, port: UInt16) -> CInt {
        let socket = open(host)
        let isConnected = unsafe host.withAddress(port: port) {
            unsafe connect(socket, $0, $1) == 0
        }
        precondition(isConnected, "loopback connects")
        return socket
    }

    /// Keeps the packet that each connection was asked for with, tcp(7), TCP_SAVE_SYN.
    static func keepRequests(of listener: CInt) {
        var isOn: CInt = 1
        let status = unsafe setsockopt(
            listener, CInt(IPPROTO_TCP), TCP_SAVE_SYN, &isOn,
            socklen_t(MemoryLayout<CInt>.size))
        precondition(status == 0, "a socket of TCP keeps its SYNs")
    }

    /// The upper six bits of the field that packets have for it, RFC 2474, as the SYN had it.
    static func trafficClass(of connection: CInt) -> UInt8? {
        var packet = [UInt8](repeating: 0, count: 256)
        var size = socklen_t(packet.count)
        let status = unsafe getsockopt(
            connection, CInt(IPPROTO_TCP), TCP_SAVED_SYN, &packet, &size)
        guard status == 0, size >= 2 else { return nil }
        // The first four bits are the version; in IPv6 the field follows them at once (RFC 8200).
        return packet[0] >> 4 == 6 ? (packet[0] & 0xf) << 2 | packet[1] >> 6 : packet[1] >> 2
    }

    private static func open(_ host: Loopback) -> CInt {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(host.family, kind, 0)
        precondition(descriptor >= 0, "there is a socket for \(host.rawValue) loopback")
        return descriptor
    }

    private static func port(of socket: CInt) -> UInt16 {
        // The port stands at the same place in both forms.
        var form = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let status = unsafe withUnsafeMutablePointer(to: &form) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(socket, $0, &size)
            }
        }
        precondition(status == 0, "a bound socket has a name")
        return UInt16(bigEndian: form.sin6_port)
    }
}
