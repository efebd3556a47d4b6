import Kernel
import Network
import Reactor
import Synchronization
import Time

/// A TCP connection; the end of the last reference closes it.
final class SocketStream: ByteStream {
    let peer: Endpoint
    private let socket: StreamSocket
    private let token: DescriptorToken
    private let loop: EventLoop
    /// Whether we have opened it, and where it leaves from.
    private let origin: Origin
    /// Whether an RST came before anybody looked; asking for the error has cleared it.
    private let wasReset = Atomic(false)
    /// Whether nothing is there to be read until epoll tells of it.
    private let isDrained: Atomic<Bool>

    /// Who has opened a connection.
    enum Origin {
        case peer
        /// We have, and said where it is to leave from, or left that to the system.
        case us(ConnectionSource?)

        var isOurs: Bool {
            if case .us = self { true } else { false }
        }
    }

    init(
        socket: consuming StreamSocket, token: DescriptorToken, loop: EventLoop, peer: Endpoint,
        origin: Origin
    ) {
        // Who was just connected has not spoken yet.
        isDrained = Atomic(origin.isOurs)
        self.origin = origin
        self.socket = socket
        self.token = token
        self.loop = loop
        self.peer = peer
    }

    deinit {
        loop.forget(token)
    }

    /// Waits until the connection stands.
    func establish(until deadline: Instant) async throws(NetworkError) {
        try await ready(for: .write, until: deadline)
        // An error would have been told with the readiness: without one there is none to ask for.
        guard loop.wasTold(.failure, of: token) else { return }
        do throws(ErrorNumber) {
            guard let error = try socket.takeError() else { return }
            throw error
        } catch .connectionReset {
            // A connection that is only being made is refused by an RST; this one stood already.
            wasReset.store(true, ordering: .relaxed)
        } catch {
            throw fairly(NetworkError(onTheWay: error))
        }
    }

    /// Whether nobody listens at the port that the kernel has happened to connect us from.
    ///
    /// RFC 9293 section 3.5: a SYN to itself opens a connection, so the port seems to be open.
    var isConnectedToItself: Bool { localEndpoint == peer }

    func read(
        into buffer: inout [UInt8], atMost limit: Int, deadline: Instant
    ) async throws(NetworkError) -> Int {
        if isDrained.exchange(false, ordering: .relaxed) {
            try await ready(for: .read, until: deadline)
        }
        while true {
            do throws(ErrorNumber) {
                let count = try socket.receive(into: &buffer, atMost: limit)
                if count == 0, wasReset.load(ordering: .relaxed) {
                    throw ErrorNumber.connectionReset
                }
                // epoll(7): who took less than there was room for has taken all. What ends the
                // stream or interrupts it was told of once, perhaps before.
                if count < limit, !loop.wasTold(.exception, of: token) {
                    isDrained.store(true, ordering: .relaxed)
                }
                return count
            } catch .wouldBlock {
                try await ready(for: .read, until: deadline)
            } catch {
                throw fairly(NetworkError(onTheWay: error))
            }
        }
    }

    func write(_ bytes: [UInt8], deadline: Instant) async throws(NetworkError) {
        var offset = 0
        while offset < bytes.count {
            do throws(ErrorNumber) {
                offset += try socket.send(bytes, from: offset)
            } catch .wouldBlock {
                try await ready(for: .write, until: deadline)
            } catch {
                throw fairly(NetworkError(onTheWay: error))
            }
        }
    }

    var localEndpoint: Endpoint? {
        do throws(ErrorNumber) {
            return try socket.localAddress()?.endpoint
        } catch {
            return nil
        }
    }

    /// What the kernel has seen of the way so far.
    var path: PathFigures? {
        socket.figures().map { figures in
            PathFigures(
                roundTrip: .microseconds(Int64(figures.roundTripMicroseconds)),
                roundTripVariation: .microseconds(Int64(figures.roundTripVariationMicroseconds)),
                retransmissions: Int(figures.retransmissions))
        }
    }

    func finishWriting() {
        socket.finishSending()
    }

    private func ready(
        for interest: Readiness, until deadline: Instant
    ) async throws(NetworkError) {
        switch await loop.ready(token, for: interest, until: deadline) {
        case .ready: return
        case .deadline: throw fairly(.timeout)
        case .cancelled: throw .cancelled
        }
    }
}

// Our own end of the way.
extension SocketStream {
    /// Whether an answer would find its way back to the address that the kernel lets us send from.
    ///
    /// Where an interface has no other, Linux sends from 0.0.0.0, and in IPv6 from an address of
    /// the link or of loopback alone, which no router forwards (RFC 4291 section 2.5).
    var canBeAnswered: Bool {
        switch localEndpoint?.address {
        case .v4(let address): address != 0
        case .some(let address) where address.isLinkLocal: peer.address.isLinkLocal
        case .some(.loopback6): [.loopback6, .any6].contains(peer.address)
        case .some, nil: true
        }
    }

    /// The same error, or that nothing leaves this machine, which looks as if nobody were there.
    private func fairly(_ error: NetworkError) -> NetworkError {
        guard [.timeout, .hostUnreachable, .networkUnreachable].contains(error),
            case .us(let source) = origin
        else { return error }
        guard canBeAnswered else { return .local(.localRoute) }
        let route = Route(
            to: SocketAddress(peer), from: localEndpoint.map { SocketAddress($0) },
            through: source?.interface)
        return route.leadsNowhere ? .local(.localRoute) : error
    }
}
