import Backports
import CLinux

/// The system calls of a TCP socket, tcp(7); it never blocks.
public struct StreamSocket: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// The number, to be watched.
    public var number: CInt { descriptor.number }

    /// A socket of the family of `address`.
    public init(for address: SocketAddress) throws(ErrorNumber) {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let family = address.family
        descriptor = FileDescriptor(owning: try systemCall { socket(family, kind, 0) })
    }

    private init(_ descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }

    /// How far a connection has come.
    public enum ConnectProgress: Sendable {
        /// It stands.
        case connected
        /// It will be ready to write when it stands or has failed.
        case inProgress
    }

    /// Begins to connect, connect(2).
    public func connect(to address: SocketAddress) throws(ErrorNumber) -> ConnectProgress {
        do throws(ErrorNumber) {
            let number = number
            // Not repeated on EINTR: the attempt goes on by itself, and the end is told by epoll.
            let result = unsafe address.withPointer {
                unsafe CLinux.connect(number, $0, $1) < 0 ? -sonde_error_number() : 0
            }
            if result < 0 { throw ErrorNumber(rawValue: -result) }
            return .connected
        } catch .inProgress {
            return .inProgress
        } catch .interrupted {
            return .inProgress
        }
    }

    /// The error that awaits, SO_ERROR; nil where there is none.
    ///
    /// Reading it clears it.
    public func takeError() throws(ErrorNumber) -> ErrorNumber? {
        var value: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        let number = number
        _ = try systemCall { unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &value, &size) }
        return value == 0 ? nil : ErrorNumber(rawValue: value)
    }

    /// Appends what has arrived, at most `limit` bytes; 0 is the end.
    ///
    /// Throws EAGAIN where nothing has.
    public func receive(into buffer: inout [UInt8], atMost limit: Int) throws(ErrorNumber) -> Int {
        let number = number
        let before = buffer.count
        try buffer.append(addingCapacity: limit) {
            (free: inout OutputSpan<UInt8>) throws(ErrorNumber) in
            try unsafe free.withUnsafeMutableBufferPointer { bytes, count throws(ErrorNumber) in
                count = try systemCall { unsafe recv(number, bytes.baseAddress, limit, 0) }
            }
        }
        return buffer.count - before
    }

    /// Sends of `bytes` from `offset` on what fits; returns how much.
    ///
    /// Throws EAGAIN where nothing fits.
    public func send(_ bytes: [UInt8], from offset: Int) throws(ErrorNumber) -> Int {
        precondition(offset <= bytes.count, "nothing lies beyond the end")
        let number = number
        return try unsafe bytes.withUnsafeBufferPointer { bytes throws(ErrorNumber) -> Int in
            try systemCall {
                unsafe CLinux.send(
                    number, bytes.baseAddress?.advanced(by: offset), bytes.count - offset,
                    CInt(MSG_NOSIGNAL))
            }
        }
    }

    /// Says that no more will be sent (FIN), shutdown(2).
    public func finishSending() {
        // ENOTCONN says that the connection is gone, so there is nobody to tell.
        _ = shutdown(number, CInt(SHUT_WR))
    }

    /// Sends small pieces at once (TCP_NODELAY).
    public func sendWithoutDelay() {
        setOption(CInt(IPPROTO_TCP), TCP_NODELAY, 1)
    }

    /// Binds `address` and listens; a restart may take over the port of connections that linger.
    public func listen(on address: SocketAddress, backlog: CInt) throws(ErrorNumber) {
        setOption(SOL_SOCKET, SO_REUSEADDR, 1)
        if case .v6 = address { setOption(CInt(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        let number = number
        _ = try systemCall { unsafe address.withPointer { unsafe CLinux.bind(number, $0, $1) } }
        _ = try systemCall { CLinux.listen(number, backlog) }
    }

    /// Takes the next connection, accept4(2), and tells who it is.
    ///
    /// Throws EAGAIN where none waits.
    public func accept() throws(ErrorNumber) -> AcceptedSocket {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let number = number
        let accepted = try systemCall {
            unsafe withUnsafeMutableBytes(of: &storage) { bytes in
                unsafe sonde_accept(number, bytes.baseAddress, &size)
            }
        }
        return AcceptedSocket(
            socket: StreamSocket(FileDescriptor(owning: accepted)),
            peer: SocketAddress(storage: storage) ?? .v4(address: 0, port: 0))
    }

    /// The address that is bound, getsockname(2).
    public func localAddress() throws(ErrorNumber) -> SocketAddress? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let number = number
        _ = try systemCall {
            unsafe withUnsafeMutableBytes(of: &storage) { bytes in
                unsafe getsockname(
                    number, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &size)
            }
        }
        return SocketAddress(storage: storage)
    }

    func setOption(_ level: CInt, _ option: CInt, _ value: CInt) {
        var value = value
        let size = socklen_t(MemoryLayout<CInt>.size)
        // These options exist for every TCP socket: there is no failure to handle.
        _ = unsafe setsockopt(number, level, option, &value, size)
    }
}

/// A connection that came in.
public struct AcceptedSocket: ~Copyable, Sendable {
    /// The connection.
    public let socket: StreamSocket
    /// Who connected.
    public let peer: SocketAddress

    /// Gives up the parts.
    public consuming func takeSocket() -> StreamSocket { socket }
}
