import Glibc
import Synchronization

/// A name server on loopback, UDP and TCP, that does what the first label of a name says.
///
/// It runs on a thread of its own with blocking sockets, and ends when it is dropped.
public final class DNSFaultServer: Sendable {
    /// Where it listens, on 127.0.0.1.
    public let port: UInt16
    private let sockets: Sockets
    private let state: State
    private let thread: FaultThread

    /// Changes the bytes of a right answer.
    public typealias Tampering = @Sendable ([UInt8]) -> [UInt8]

    private struct Sockets: Sendable {
        var udp: CInt
        var tcp: CInt
        var stopReading: CInt
        var stopWriting: CInt
    }

    private final class State: Sendable {
        let queries = Mutex<[String: Int]>([:])
        let clientPorts = Mutex<Set<UInt16>>([])
        let tampering: Tampering
        let names: [String: DNSFaultBehaviour]

        init(_ tampering: @escaping Tampering, _ names: [String: DNSFaultBehaviour]) {
            self.tampering = tampering
            self.names = names
        }

        func behaviour(_ question: DNSFaultQuestion) -> DNSFaultBehaviour? {
            let label = question.behaviour.prefix { $0 != "-" }
            return names[question.name] ?? DNSFaultBehaviour(rawValue: String(label))
        }
    }

    /// Starts a server; what it does not answer is refused, at a port that nobody else can take.
    ///
    /// For `names`, in small letters, it is not their first label that counts.
    public init(
        answersUDP: Bool = true, answersTCP: Bool = true,
        names: [String: DNSFaultBehaviour] = [:], tampering: @escaping Tampering = { $0 }
    ) {
        let (udp, tcp, port) = Self.bound()
        if !answersUDP { Self.deafen(udp, port) }
        if answersTCP { precondition(listen(tcp, 16) == 0, "a bound socket listens") }
        var pipes: [CInt] = [-1, -1]
        precondition(unsafe pipe(&pipes) == 0, "there is a pipe")
        self.port = port
        let sockets = Sockets(
            udp: udp, tcp: answersTCP ? tcp : -1, stopReading: pipes[0], stopWriting: pipes[1])
        let state = State(tampering, names)
        self.sockets = Sockets(
            udp: udp, tcp: tcp, stopReading: pipes[0], stopWriting: pipes[1])
        self.state = state
        thread = FaultThread { Self.serve(sockets, state) }
    }

    deinit {
        close(sockets.stopWriting)
        thread.join()
        for descriptor in [sockets.udp, sockets.tcp, sockets.stopReading] { close(descriptor) }
    }

    /// How many ports questions over UDP came from.
    public var clientPortCount: Int { state.clientPorts.withLock(\.count) }

    /// How often a name was asked for, over UDP and TCP.
    ///
    /// Of one type (1 is A, 28 is AAAA, 33 is SRV) or any.
    public func queryCount(_ name: String, type: Int? = nil) -> Int {
        state.queries.withLock { queries in
            let types = type.map { [$0] } ?? [1, 28, 33]
            return types.reduce(0) { $0 + (queries["\(name)/\($1)"] ?? 0) }
        }
    }
}

// MARK: - The thread

extension DNSFaultServer {
    private static func serve(_ sockets: Sockets, _ state: State) {
        while true {
            var polled = [sockets.stopReading, sockets.udp, sockets.tcp].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            guard unsafe poll(&polled, 3, -1) > 0 else { continue }
            if polled[0].revents != 0 { return }
            if polled[1].revents != 0 { answerDatagram(sockets.udp, state) }
            if polled[2].revents != 0 { answerConnection(sockets.tcp, state) }
        }
    }

    private static func answerDatagram(_ socket: CInt, _ state: State) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var from = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = unsafe withGeneric(&from) { address in
            unsafe recvfrom(socket, &buffer, buffer.count, 0, address, &length)
        }
        guard count > 0 else { return }
        state.clientPorts.withLock { _ = $0.insert(UInt16(bigEndian: from.sin_port)) }
        for answer in answers(to: Array(buffer.prefix(count)), state, overTCP: false) {
            _ = unsafe withGeneric(&from) { address in
                unsafe sendto(socket, answer, answer.count, 0, address, length)
            }
        }
    }

    /// One question a connection; then it is hung up.
    private static func answerConnection(_ listener: CInt, _ state: State) {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        defer { close(connection) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        unsafe setsockopt(
            connection, SOL_SOCKET, SO_RCVTIMEO, &patience,
            socklen_t(MemoryLayout<timeval>.size))
        guard let head = receive(2, connection),
            let message = receive(Int(head[0]) << 8 | Int(head[1]), connection)
        else { return }
        for answer in answers(to: message, state, overTCP: true) {
            let bytes = [UInt8(answer.count >> 8), UInt8(answer.count & 0xff)] + answer
            unsafe send(connection, bytes, bytes.count, CInt(MSG_NOSIGNAL))
        }
    }

    private static func receive(_ count: Int, _ connection: CInt) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let received = unsafe recv(connection, &bytes, count, CInt(MSG_WAITALL))
        return received == count ? bytes : nil
    }

    private static func answers(
        to message: [UInt8], _ state: State, overTCP: Bool
    ) -> [[UInt8]] {
        guard let question = DNSFaultQuestion(message) else { return [] }
        state.queries.withLock { $0["\(question.name)/\(question.type)", default: 0] += 1 }
        guard let behaviour = state.behaviour(question),
            let answer = behaviour.answer(to: question, overTCP: overTCP)
        else { return [] }
        switch behaviour {
        case .mutant: return [state.tampering(answer)]
        case .emptyfirst: return [[], answer]
        default: return [answer]
        }
    }
}

// MARK: - Sockets

extension DNSFaultServer {
    /// Two sockets on one port that the kernel chooses.
    private static func bound() -> (udp: CInt, tcp: CInt, port: UInt16) {
        for _ in 0..<100 {
            let tcp = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
            let udp = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
            if let port = bind(tcp, to: 0), bind(udp, to: port) != nil { return (udp, tcp, port) }
            close(tcp)
            close(udp)
        }
        preconditionFailure("no port is free for both UDP and TCP")
    }

    /// Connects a socket to itself, so that the kernel answers everybody else with ICMP.
    private static func deafen(_ udp: CInt, _ port: UInt16) {
        var address = loopback(port)
        let isConnected = unsafe withGeneric(&address) { address in
            unsafe connect(udp, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
        precondition(isConnected, "a socket connects to itself")
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        return address
    }

    private static func bind(_ socket: CInt, to port: UInt16) -> UInt16? {
        var address = loopback(port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withGeneric(&address) { address in
            unsafe Glibc.bind(socket, address, length) == 0
                && getsockname(socket, address, &length) == 0
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func withGeneric<Result>(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
    ) -> Result {
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
        }
    }
}
