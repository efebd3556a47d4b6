import CLinux

/// An address with a port as the kernel takes it, ip(7) and ipv6(7).
public enum SocketAddress: Equatable, Sendable {
    /// An IPv4 address: its 32 bits, the first of the dotted four in the highest.
    case v4(address: UInt32, port: UInt16)
    /// An IPv6 address in two halves, with its interface where it is link-local.
    case v6(high: UInt64, low: UInt64, scope: UInt32, port: UInt16)

    var family: CInt {
        switch self {
        case .v4: AF_INET
        case .v6: AF_INET6
        }
    }

    /// Calls `body` with the kernel's form of the address.
    @inline(__always)
    func withPointer<Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        switch self {
        case .v4(let address, let port):
            var form = sockaddr_in()
            form.sin_family = sa_family_t(AF_INET)
            form.sin_port = port.bigEndian
            form.sin_addr.s_addr = address.bigEndian
            return unsafe Self.rebind(&form, body)
        case .v6(let high, let low, let scope, let port):
            var form = sockaddr_in6()
            form.sin6_family = sa_family_t(AF_INET6)
            form.sin6_port = port.bigEndian
            form.sin6_scope_id = scope
            unsafe withUnsafeMutableBytes(of: &form.sin6_addr) { bytes in
                unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
                unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            return unsafe Self.rebind(&form, body)
        }
    }

    private static func rebind<Form, Result>(
        _ form: inout Form, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        unsafe withUnsafePointer(to: &form) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, socklen_t(MemoryLayout<Form>.size))
            }
        }
    }

    /// Reads the kernel's form; nil for another family.
    init?(storage: sockaddr_storage) {
        var storage = storage
        switch CInt(storage.ss_family) {
        case AF_INET:
            let form = unsafe withUnsafeBytes(of: &storage) {
                unsafe $0.load(as: sockaddr_in.self)
            }
            self = .v4(
                address: UInt32(bigEndian: form.sin_addr.s_addr),
                port: UInt16(bigEndian: form.sin_port))
        case AF_INET6:
            var form = unsafe withUnsafeBytes(of: &storage) {
                unsafe $0.load(as: sockaddr_in6.self)
            }
            let (high, low) = unsafe withUnsafeBytes(of: &form.sin6_addr) { bytes in
                unsafe (
                    bytes.loadUnaligned(as: UInt64.self),
                    bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                )
            }
            self = .v6(
                high: UInt64(bigEndian: high), low: UInt64(bigEndian: low),
                scope: form.sin6_scope_id, port: UInt16(bigEndian: form.sin6_port))
        default:
            return nil
        }
    }
}
