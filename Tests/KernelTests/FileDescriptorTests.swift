import CLinux
import Glibc
import Kernel
import Testing

@Suite struct FileDescriptorTests {
    @Test func `a descriptor is closed where its owner ends`() throws {
        var pair: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(unsafe socketpair(AF_UNIX, kind, 0, &pair) == 0)
        let other = FileDescriptor(owning: pair[1])
        var byte: UInt8 = 0
        do {
            let owner = FileDescriptor(owning: pair[0])
            #expect(owner.number == pair[0])
            let received = unsafe recv(other.number, &byte, 1, CInt(MSG_DONTWAIT))
            #expect(received == -1, "it was closed too early")
        }
        // The end is told to the other side; the number itself may be somebody else's by now.
        #expect(unsafe recv(other.number, &byte, 1, CInt(MSG_DONTWAIT)) == 0)
    }

    @Test func `a bell that rang can be heard, and only once`() throws {
        let bell = try EventDescriptor()
        #expect(!Self.isReadable(bell.number))
        bell.ring()
        bell.ring()
        #expect(Self.isReadable(bell.number))
        bell.hear()
        #expect(!Self.isReadable(bell.number))
    }

    @Test func `epoll tells of a descriptor that is ready with its own token`() throws {
        let epoll = try Epoll()
        let bell = try EventDescriptor()
        try epoll.add(bell.number, .read, .edge, token: 0xfeed_face_dead_beef)
        #expect(epoll.wait(nanoseconds: 0) == 0)
        bell.ring()
        try #require(epoll.wait(nanoseconds: 0) == 1)
        let event = epoll.event(at: 0)
        #expect(event.token == 0xfeed_face_dead_beef)
        #expect(event.readiness == .read)
        // An edge is told once.
        #expect(epoll.wait(nanoseconds: 0) == 0)
        try epoll.modify(bell.number, .either, .level, token: 7)
        try #require(epoll.wait(nanoseconds: 0) == 1)
        #expect(epoll.event(at: 0).token == 7)
        epoll.remove(bell.number)
        #expect(epoll.wait(nanoseconds: 0) == 0)
    }

    @Test func `a descriptor is watched once`() throws {
        let epoll = try Epoll()
        let bell = try EventDescriptor()
        try epoll.add(bell.number, .read, .edge, token: 1)
        #expect(throws: ErrorNumber(rawValue: EEXIST)) {
            try epoll.add(bell.number, .read, .edge, token: 2)
        }
    }

    @Test func `epoll waits as long as it is told`() throws {
        let epoll = try Epoll()
        let begin = Clock.monotonic
        #expect(epoll.wait(nanoseconds: 3_000_000) == 0)
        #expect(Clock.monotonic - begin >= 3_000_000)
    }

    private static func isReadable(_ number: CInt) -> Bool {
        var polled = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&polled, 1, 0) == 1
    }
}
