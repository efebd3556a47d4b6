import CLinux
import Glibc
import Synchronization

/// A TCP server on loopback that misbehaves in one way or follows a script; ended when dropped.
///
/// It runs on a thread of its own with blocking sockets and shares no code with what is tested.
public final class TCPFaultServer: Sendable {
    /// Where it listens.
    public let port: UInt16
    private let counts = Counts()
    private let thread: FaultThread
    /// Written to at the end; the thread waits for it beside its connections.
    private let bell: CInt
    /// The connection that fills the queue of ``TCPFault/fullBacklog``; otherwise -1.
    private let filler: CInt

    /// Starts a server at a free port that misbehaves.
    public convenience init(_ fault: TCPFault, on host: Loopback = .v4) {
        self.init(fault, turns: [], on: host)
    }

    /// Starts a server at a free port that speaks first, and then each time when it has heard
    /// something; an empty turn says nothing.
    public convenience init(turns: [TCPTurn], on host: Loopback = .v4) {
        self.init(.silent, turns: turns, on: host)
    }

    /// Starts a server at a free port that answers what it hears.
    public convenience init(on host: Loopback = .v4, answering: @escaping Answering) {
        self.init(.silent, turns: [], on: host, answering: answering)
    }

    /// Makes for each connection what answers the bytes that are heard on it.
    public typealias Answering = @Sendable () -> ([UInt8]) -> TCPTurn

    private init(
        _ fault: TCPFault, turns: [TCPTurn], on host: Loopback,
        answering: @escaping Answering = { { _ in TCPTurn("") } }
    ) {
        let (listener, port) = LoopbackSocket.bound(to: host)
        self.port = port
        if fault != .refuse {
            LoopbackSocket.keepRequests(of: listener)
            // listen(2): a queue of length 0 holds one connection.
            let backlog: CInt = fault == .fullBacklog ? 0 : 128
            precondition(listen(listener, backlog) == 0, "a bound socket listens")
        }
        filler = fault == .fullBacklog ? LoopbackSocket.connected(to: host, port: port) : -1
        bell = eventfd(0, CInt(EFD_CLOEXEC))
        precondition(bell >= 0, "there is an eventfd")
        let (bell, counts) = (bell, counts)
        thread = FaultThread {
            var loop = FaultLoop(
                fault, turns: turns, answering: answering, listener: listener, bell: bell,
                counts: counts)
            loop.run()
        }
    }

    deinit {
        _ = eventfd_write(bell, 1)
        thread.join()
        _ = close(bell)
        if filler >= 0 { _ = close(filler) }
    }

    /// How many connections it has accepted.
    public var acceptedCount: Int { counts.accepted.withLock { $0.count } }

    /// The class of traffic, 0 to 63, that the request for each connection came in; nil where the
    /// kernel does not tell.
    public var trafficClasses: [UInt8?] { counts.accepted.withLock { $0 } }

    /// Waits until it has accepted so many, ten seconds at the most; returns how many it has.
    ///
    /// A client may be done with a connection before the server has even been woken for it.
    public func acceptedCount(waitingFor count: Int) -> Int {
        let millisecondsMax: CInt = 10_000
        while acceptedCount < count {
            var news = pollfd(fd: counts.news, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&news, 1, millisecondsMax) == 1 else { break }
            var number: eventfd_t = 0
            _ = unsafe eventfd_read(counts.news, &number)
        }
        return acceptedCount
    }

    final class Counts: Sendable {
        /// The class of traffic of each connection.
        let accepted = Mutex([UInt8?]())
        /// Written to with each connection.
        let news = eventfd(0, CInt(EFD_CLOEXEC))

        deinit {
            _ = close(news)
        }

        func add(_ trafficClass: UInt8?) {
            accepted.withLock { $0.append(trafficClass) }
            _ = eventfd_write(news, 1)
        }
    }
}

/// What the thread does: one poll(2) over the listener and all connections.
private struct FaultLoop {
    private let fault: TCPFault
    private let turns: [TCPTurn]
    private let answering: TCPFaultServer.Answering
    private let listener: CInt
    private let bell: CInt
    private let counts: TCPFaultServer.Counts
    private var polled: [pollfd]
    private var received: [CInt: Int] = [:]
    /// How many turns each connection has had.
    private var turnCounts: [CInt: Int] = [:]
    private var answers: [CInt: ([UInt8]) -> TCPTurn] = [:]
    private var slowTurns = 0
    private var buffer = [UInt8](repeating: 0, count: 256 * 1024)

    /// Places in `polled` before the connections.
    private static let fixedCount = 2
    private static let slowMilliseconds: CInt = 1_000

    init(
        _ fault: TCPFault, turns: [TCPTurn],
        answering: @escaping TCPFaultServer.Answering, listener: CInt, bell: CInt,
        counts: TCPFaultServer.Counts
    ) {
        self.fault = fault
        self.turns = turns
        self.answering = answering
        self.listener = listener
        self.bell = bell
        self.counts = counts
        polled = [
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            // poll(2) passes over negative numbers.
            pollfd(fd: fault.accepts ? listener : -1, events: Int16(POLLIN), revents: 0),
        ]
    }

    mutating func run() {
        while true {
            let ready = unsafe poll(
                &polled, nfds_t(polled.count), fault == .trickle ? Self.slowMilliseconds : -1)
            if polled[0].revents != 0 { break }
            if ready == 0 { trickle() }
            for place in polled.indices.dropFirst(Self.fixedCount)
            where polled[place].revents != 0 {
                hear(place)
            }
            if polled[1].revents != 0 { greet() }
            polled.removeAll { $0.fd == Self.ended }
        }
        for connection in polled.dropFirst(Self.fixedCount) { _ = close(connection.fd) }
        _ = close(listener)
    }

    private static let ended: CInt = -2

    private mutating func greet() {
        let connection = accept4(listener, nil, nil, CInt(SOCK_CLOEXEC.rawValue))
        guard connection >= 0 else { return }
        counts.add(LoopbackSocket.trafficClass(of: connection))
        turnCounts[connection] = 0
        answers[connection] = answering()
        guard perform(fault.greeting, connection), takeTurn(connection, heard: []) else { return }
        polled.append(pollfd(fd: connection, events: Int16(POLLIN), revents: 0))
        received[connection] = 0
    }

    private mutating func hear(_ place: Int) {
        let connection = polled[place].fd
        let count = unsafe recv(connection, &buffer, buffer.count, 0)
        let isFirst = received[connection] == 0
        received[connection, default: 0] += max(0, count)
        if count <= 0 {
            if fault == .drain { say(Array("\(received[connection] ?? 0)".utf8), connection) }
            _ = close(connection)
            polled[place].fd = Self.ended
        } else if isFirst, !perform(fault.answer, connection) {
            polled[place].fd = Self.ended
        } else if let answer = answers[connection],
            !take(answer(Array(buffer.prefix(count))), connection)
        {
            polled[place].fd = Self.ended
        } else if !takeTurn(connection, heard: Array(buffer.prefix(count))) {
            polled[place].fd = Self.ended
        }
    }

    /// Returns whether the connection goes on.
    private mutating func takeTurn(_ connection: CInt, heard: [UInt8]) -> Bool {
        let count = turnCounts[connection] ?? 0
        guard turns.indices.contains(count) else { return true }
        turnCounts[connection] = count + 1
        let turn = turns[count]
        if turn.echoes { say(heard, connection) }
        return take(turn, connection)
    }

    /// Returns whether the connection goes on.
    private func take(_ turn: TCPTurn, _ connection: CInt) -> Bool {
        guard turn.isByteByByte else { return perform(turn.reaction, connection) }
        // tcp(7): without the delay each is sent at once.
        var isOn: CInt = 1
        unsafe setsockopt(
            connection, CInt(IPPROTO_TCP), TCP_NODELAY, &isOn,
            socklen_t(MemoryLayout<CInt>.size))
        for byte in turn.reaction.says { say([byte], connection) }
        return perform(Reaction(end: turn.reaction.end), connection)
    }

    private mutating func trickle() {
        defer { slowTurns += 1 }
        guard slowTurns < TCPFault.slowBytes.count else { return }
        for connection in polled.dropFirst(Self.fixedCount) {
            say([TCPFault.slowBytes[slowTurns]], connection.fd)
        }
    }

    /// Returns whether the connection goes on.
    private func perform(_ reaction: Reaction, _ connection: CInt) -> Bool {
        say(reaction.says, connection)
        if let urgent = reaction.urgent {
            _ = unsafe send(connection, [urgent], 1, CInt(MSG_OOB | Int(MSG_NOSIGNAL)))
        }
        say(reaction.goesOn, connection)
        switch reaction.end {
        case .none:
            return true
        case .finishWriting:
            _ = shutdown(connection, CInt(SHUT_WR))
            return true
        case .reset:
            // socket(7): a linger time of zero makes close send an RST.
            var linger = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(
                connection, SOL_SOCKET, SO_LINGER, &linger,
                socklen_t(MemoryLayout<CLinux.linger>.size))
            _ = close(connection)
        case .close:
            _ = close(connection)
        }
        return false
    }

    private func say(_ bytes: [UInt8], _ connection: CInt) {
        guard !bytes.isEmpty else { return }
        _ = unsafe send(connection, bytes, bytes.count, CInt(MSG_NOSIGNAL))
    }
}
