import Kernel
import Network
import Reactor
import Time

/// A listening TCP socket; the end of the last reference closes it.
final class SocketListener: StreamListener {
    let endpoint: Endpoint
    private let socket: StreamSocket
    private let token: DescriptorToken
    private let loop: EventLoop

    init(
        socket: consuming StreamSocket, token: DescriptorToken, loop: EventLoop,
        endpoint: Endpoint
    ) {
        self.socket = socket
        self.token = token
        self.loop = loop
        self.endpoint = endpoint
    }

    deinit {
        loop.forget(token)
    }

    func accept() async throws(NetworkError) -> any ByteStream {
        while true {
            do throws(ErrorNumber) {
                return try take()
            } catch .wouldBlock {
                guard await loop.ready(token, for: .read, until: .distantFuture) == .ready else {
                    throw NetworkError.cancelled
                }
            } catch .connectionAborted {
                // accept(2): it was gone before we took it, which is no error of the listener's.
                continue
            } catch {
                throw NetworkError(onTheWay: error)
            }
        }
    }

    private func take() throws(ErrorNumber) -> SocketStream {
        let accepted = try socket.accept()
        let peer = accepted.peer.endpoint
        let connection = accepted.takeSocket()
        connection.sendWithoutDelay()
        let token = try loop.watch(connection.number)
        return SocketStream(
            socket: connection, token: token, loop: loop, peer: peer, origin: .peer)
    }
}
