import FaultServers
import Network
import Reactor
import Sockets
import Testing
import Time

@Suite struct StreamTests {
    private static let hello = Array("hello\r\n".utf8)

    /// Faults that answer to first bytes, and all that is read then.
    private static let answers: [(TCPFault, String, NetworkError?)] = [
        (.close, "", nil), (.halfClose, "", nil), (.closeAfterFirstBytes, "", nil),
        (.resetAfterFirstBytes, "", .reset),
        (.plainText, "HTTP/1.1 400 Bad Request\r\n\r\n", nil),
        (.bannerThenReset, TCPFault.bannerText, .reset),
    ]

    @Test(arguments: answers)
    func `what a peer says and how it ends are told apart`(
        fault: TCPFault, text: String, error: NetworkError?
    ) throws {
        let server = TCPFaultServer(fault)
        try LiveWorld.run { world in
            let stream = try await world.connect(to: server).stream
            if fault.waitsForBytes {
                #expect(await world.writeError(Self.hello, to: stream) == nil)
            }
            let end = await world.readAll(stream)
            #expect(end == (text, error))
        }
    }

    /// The server is on its third connection, so it has reset the first two, before the loop looks.
    @Test func `a reset before anybody looked is told after what came before it`() throws {
        let server = TCPFaultServer(.bannerThenReset)
        try LiveWorld.run { world in
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        guard let stream = try? await world.connect(to: server).stream else {
                            return false
                        }
                        return await world.readAll(stream) == (TCPFault.bannerText, .reset)
                    }
                }
                // All three have asked for their connection when this task has its turn again.
                await Task.yield()
                #expect(server.acceptedCount(waitingFor: 3) == 3)
                for await isRight in group { #expect(isRight) }
            }
        }
    }

    /// A read stops at an urgent byte, and what lies behind it has been told of already.
    @Test func `what comes behind an urgent byte is read without waiting for more`() throws {
        let server = TCPFaultServer(.urgent)
        try LiveWorld.run { world in
            let stream = try await world.connect(to: server).stream
            // It greets one after the other, so the first has all of its banner by now.
            _ = try await world.connect(to: server)
            #expect(server.acceptedCount(waitingFor: 2) == 2)
            var text: [UInt8] = []
            while text.count < TCPFault.bannerText.utf8.count {
                _ = try await stream.read(into: &text, atMost: 64, deadline: world.patience)
            }
            #expect(String(decoding: text, as: UTF8.self) == TCPFault.bannerText)
        }
    }

    @Test(arguments: [TCPFault.silent, .trickle, .banner])
    func `a read of silence ends at its deadline and at most 50 ms later`(fault: TCPFault) throws {
        let server = TCPFaultServer(fault)
        try LiveWorld.run { world in
            let stream = try await world.connect(to: server).stream
            if fault == .banner {
                var text: [UInt8] = []
                _ = try await stream.read(into: &text, atMost: 100, deadline: world.patience)
                #expect(String(decoding: text, as: UTF8.self) == TCPFault.bannerText)
            }
            let overrun = await world.leastOverrun(of: .milliseconds(30)) { deadline in
                let end = await world.readAll(stream, deadline: deadline)
                #expect(end.error == .timeout)
            }
            #expect(overrun < .milliseconds(50))
        }
    }

    @Test func `a read takes no more than it may`() throws {
        let server = TCPFaultServer(.banner)
        try LiveWorld.run { world in
            let stream = try await world.connect(to: server).stream
            var bytes: [UInt8] = [0x3e]
            for _ in 0..<4 {
                let count = try await stream.read(
                    into: &bytes, atMost: 1, deadline: world.patience)
                #expect(count == 1)
            }
            #expect(bytes == Array(">SSH-".utf8))
        }
    }

    @Test(arguments: Loopback.allCases)
    func `all bytes of a write that does not fit arrive, and then the end`(host: Loopback) throws {
        let server = TCPFaultServer(.drain, on: host)
        let byteCount = 24 << 20
        try LiveWorld.run { world in
            let stream = try await world.connect(to: server, on: host).stream
            let bytes = [UInt8](repeating: 7, count: byteCount)
            #expect(await world.writeError(bytes, to: stream) == nil)
            #expect(await world.writeError([], to: stream) == nil)
            stream.finishWriting()
            let end = await world.readAll(stream)
            #expect(end == ("\(byteCount)", nil))
        }
    }

    @Test func `a write that nobody reads ends at its deadline and at most 50 ms later`() throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: Loopback.v4.endpoint(0))
            let stream = try await world.transport.connect(
                to: listener.endpoint, deadline: world.patience
            ).stream
            let bytes = [UInt8](repeating: 7, count: 16 << 20)
            let overrun = await world.leastOverrun(of: .milliseconds(40)) { deadline in
                let error = await world.writeError(bytes, to: stream, deadline: deadline)
                #expect(error == .timeout)
            }
            #expect(overrun < .milliseconds(50))
        }
    }

    @Test func `a write to a peer that has broken off is a reset`() throws {
        let server = TCPFaultServer(.resetAfterFirstBytes)
        try LiveWorld.run { world in
            let stream = try await world.connect(to: server).stream
            #expect(await world.writeError(Self.hello, to: stream) == nil)
            let end = await world.readAll(stream)
            #expect(end.error == .reset)
            #expect(await world.writeError(Self.hello, to: stream) == .reset)
            stream.finishWriting()
        }
    }

    @Test func `cancelled reads and writes end, and the stream can be used again`() throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: Loopback.v4.endpoint(0))
            let client = try await world.transport.connect(
                to: listener.endpoint, deadline: world.patience
            ).stream
            let server = try await listener.accept()
            await withTaskGroup(of: NetworkError?.self) { group in
                group.addTask { await world.readAll(server).error }
                _ = await world.loop.sleep(until: world.loop.now + .milliseconds(2))
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
            #expect(await world.writeError(Self.hello, to: client) == nil)
            var bytes: [UInt8] = []
            _ = try await server.read(into: &bytes, atMost: 100, deadline: world.patience)
            #expect(bytes == Self.hello)
            await withTaskGroup(of: NetworkError?.self) { group in
                group.addTask {
                    await world.writeError([UInt8](repeating: 0, count: 16 << 20), to: client)
                }
                _ = await world.loop.sleep(until: world.loop.now + .milliseconds(2))
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
        }
    }

    @Test func `each side may end while the other goes on`() throws {
        try LiveWorld.run { world in
            let listener = try world.transport.listen(on: Loopback.v6.endpoint(0))
            let client = try await world.transport.connect(
                to: listener.endpoint, deadline: world.patience
            ).stream
            let server = try await listener.accept()
            client.finishWriting()
            let clientEnd = await world.readAll(server)
            #expect(clientEnd == ("", nil))
            #expect(await world.writeError(Self.hello, to: server) == nil)
            server.finishWriting()
            let serverEnd = await world.readAll(client)
            #expect(serverEnd == ("hello\r\n", nil))
        }
    }
}

extension TCPFault {
    /// Whether it says nothing before it has heard something.
    fileprivate var waitsForBytes: Bool {
        [.plainText, .garbage, .closeAfterFirstBytes, .resetAfterFirstBytes, .alert].contains(self)
    }
}
