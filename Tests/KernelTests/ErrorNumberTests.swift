import CLinux
import FaultServers
import Glibc
import Kernel
import Testing

@Suite struct ErrorNumberTests {
    @Test(arguments: [
        (ErrorNumber.notPermitted, EPERM), (.noSuchFile, ENOENT), (.notDirectory, ENOTDIR),
        (.interrupted, EINTR), (.badDescriptor, EBADF), (.badAddress, EFAULT),
        (.wouldBlock, EAGAIN), (.noMemory, ENOMEM), (.accessDenied, EACCES),
        (.invalidArgument, EINVAL), (.systemDescriptors, ENFILE), (.processDescriptors, EMFILE),
        (.brokenPipe, EPIPE), (.addressInUse, EADDRINUSE), (.addressNotAvailable, EADDRNOTAVAIL),
        (.familyNotSupported, EAFNOSUPPORT), (.networkUnreachable, ENETUNREACH),
        (.connectionAborted, ECONNABORTED), (.connectionReset, ECONNRESET), (.noBuffers, ENOBUFS),
        (.notConnected, ENOTCONN), (.timedOut, ETIMEDOUT), (.connectionRefused, ECONNREFUSED),
        (.hostUnreachable, EHOSTUNREACH), (.inProgress, EINPROGRESS),
        (.networkDown, ENETDOWN), (.hostDown, EHOSTDOWN), (.hostIsolated, ENONET),
        (.noProtocol, ENOPROTOOPT),
    ])
    func `an error has the number of its name`(error: ErrorNumber, number: CInt) {
        #expect(error.rawValue == number)
    }

    @Test func `a port in use cannot be listened on`() throws {
        let first = try StreamSocket(for: .v4(address: 0x7f00_0001, port: 0))
        try first.listen(on: .v4(address: 0x7f00_0001, port: 0), backlog: 1)
        let address = try #require(try first.localAddress())
        let second = try StreamSocket(for: address)
        #expect(throws: ErrorNumber.addressInUse) {
            try second.listen(on: address, backlog: 1)
        }
    }

    @Test func `an address of another machine cannot be listened on`() throws {
        // RFC 5737: 192.0.2.1 stands in documents only.
        let address = SocketAddress.v4(address: 0xc000_0201, port: 0)
        let socket = try StreamSocket(for: address)
        #expect(throws: ErrorNumber.addressNotAvailable) {
            try socket.listen(on: address, backlog: 1)
        }
    }

    @Test func `broadcast has no route for a connection`() throws {
        let address = SocketAddress.v4(address: 0xffff_ffff, port: 9)
        let socket = try StreamSocket(for: address)
        #expect(throws: ErrorNumber.networkUnreachable) { try socket.connect(to: address) }
    }

    @Test func `nothing to accept and nothing to read would block`() throws {
        let listener = try StreamSocket(for: .v4(address: 0x7f00_0001, port: 0))
        try listener.listen(on: .v4(address: 0x7f00_0001, port: 0), backlog: 1)
        #expect(throws: ErrorNumber.wouldBlock) { _ = try listener.accept() }

        let server = TCPFaultServer(.silent)
        let client = try connected(toPort: server.port)
        var buffer: [UInt8] = [1, 2]
        #expect(throws: ErrorNumber.wouldBlock) {
            try client.receive(into: &buffer, atMost: 10)
        }
        #expect(buffer == [1, 2])
    }

    @Test func `a connection that has stood still has no error, and one that was reset has`() throws
    {
        let server = TCPFaultServer(.resetAfterFirstBytes)
        let client = try connected(toPort: server.port)
        #expect(try client.takeError() == nil)
        #expect(try client.send(Array("hello".utf8), from: 4) == 1)
        #expect(Self.wait(for: client.number, POLLIN))
        var buffer: [UInt8] = []
        #expect(throws: ErrorNumber.connectionReset) {
            try client.receive(into: &buffer, atMost: 10)
        }
        #expect(throws: ErrorNumber.brokenPipe) { try client.send([1], from: 0) }
    }

    /// Connects without caring whether the kernel does so within the call.
    private func connected(toPort port: UInt16) throws -> StreamSocket {
        let address = SocketAddress.v4(address: 0x7f00_0001, port: port)
        let socket = try StreamSocket(for: address)
        if case .inProgress = try socket.connect(to: address) {
            #expect(Self.wait(for: socket.number, POLLOUT))
        }
        return socket
    }

    private static func wait(for number: CInt, _ events: CInt) -> Bool {
        var polled = pollfd(fd: number, events: Int16(events), revents: 0)
        return unsafe poll(&polled, 1, 10_000) == 1
    }
}
