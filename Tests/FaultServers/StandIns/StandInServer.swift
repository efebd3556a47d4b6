import CLinux
import Glibc
import Synchronization

/// A server on loopback that speaks one protocol as its specification says, or stops in between.
///
/// It stands in for servers that Debian does not have. It runs on a thread of its own with blocking
/// sockets, serves one connection after the other, shares no code with what is tested, and ends
/// when it is dropped.
public final class StandInServer: Sendable {
    /// Where it listens, on 127.0.0.1.
    public let port: UInt16
    private let complaints = Complaints()
    private let thread: FaultThread
    /// Written to at the end; the thread waits for it beside its connection.
    private let bell: CInt

    /// Where its answer ends early, and how.
    public struct Cut: Sendable {
        /// Bytes of the answer that are sent.
        public var bytes: Int
        /// What follows them.
        public var end: End

        /// What becomes of the connection.
        public enum End: String, CaseIterable, Sendable {
            case close
            case reset
            case silence
        }

        /// A cut after so many bytes.
        public init(after bytes: Int, _ end: End) {
            self.bytes = bytes
            self.end = end
        }
    }

    /// Starts a server at a free port.
    public init(_ standIn: StandIn, _ mood: StandIn.Mood = .willing, cut: Cut? = nil) {
        let (listener, port) = LoopbackSocket.bound(to: .v4)
        self.port = port
        precondition(listen(listener, 16) == 0, "a bound socket listens")
        bell = eventfd(0, CInt(EFD_CLOEXEC))
        precondition(bell >= 0, "there is an eventfd")
        let loop = StandInLoop(
            standIn: standIn, mood: mood, cut: cut, listener: listener, bell: bell,
            complaints: complaints)
        thread = FaultThread { loop.run() }
    }

    deinit {
        _ = eventfd_write(bell, 1)
        thread.join()
        _ = close(bell)
    }

    /// What was wrong with requests, in the order of their arrival.
    public var heardWrong: [String] { complaints.all.withLock { $0 } }

    final class Complaints: Sendable {
        let all = Mutex<[String]>([])
    }
}

/// What the thread does.
private struct StandInLoop: Sendable {
    var standIn: StandIn
    var mood: StandIn.Mood
    var cut: StandInServer.Cut?
    var listener: CInt
    var bell: CInt
    var complaints: StandInServer.Complaints

    func run() {
        while waits(for: listener) {
            let connection = accept4(listener, nil, nil, CInt(SOCK_CLOEXEC.rawValue))
            guard connection >= 0 else { continue }
            serve(connection)
            _ = close(connection)
        }
        _ = close(listener)
    }

    /// Waits until there is something to read; false at the end of the server.
    private func waits(for descriptor: CInt) -> Bool {
        var polled = [bell, descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        while unsafe poll(&polled, 2, -1) < 0 {}
        return polled[0].revents == 0
    }

    private func serve(_ connection: CInt) {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while waits(for: connection) {
            let count = unsafe recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            request += buffer.prefix(count)
            switch standIn.reply(to: request, mood) {
            case .needsMore: continue
            case .refuses(let reason):
                complaints.all.withLock { $0.append(reason) }
                return
            case .says(let answer, let goesOn):
                guard say(answer, connection), goesOn || cut?.end == .silence else { return }
                request = []
            }
        }
    }

    /// Returns whether the connection goes on.
    private func say(_ answer: [UInt8], _ connection: CInt) -> Bool {
        let said = answer.prefix(cut?.bytes ?? answer.count)
        if !said.isEmpty {
            _ = unsafe send(connection, Array(said), said.count, CInt(MSG_NOSIGNAL))
        }
        guard let cut, cut.bytes <= answer.count else { return true }
        if cut.end == .reset {
            // socket(7): a linger time of zero makes close send an RST.
            var linger = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(
                connection, SOL_SOCKET, SO_LINGER, &linger,
                socklen_t(MemoryLayout<CLinux.linger>.size))
        }
        return cut.end == .silence
    }
}
