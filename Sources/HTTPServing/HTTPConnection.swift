import Network
import Time
import Wire

/// A connection of a client, from its first request to its end.
struct HTTPConnection: Sendable {
    let stream: any ByteStream
    let time: any TimeSource
    let limits: HTTPLimits
    let handler: any HTTPHandler
    let observer: any HTTPObserver
    let streams: ConcurrencyLimit

    /// Answers one request after the other, in their order.
    func serve() async {
        do throws(NetworkError) {
            if try await answerAll() { try await linger() }
        } catch {
            // The client is gone or too slow, or we are stopping. There is nobody to be told, and
            // dropping the stream closes it.
        }
    }

    /// Says that there are too many connections, without waiting for a request.
    func refuse() async {
        do throws(NetworkError) {
            let answer = HTTPResponse.unavailable(
                "Too many connections are open.", handlerName: HTTPHandlerName.server)
            _ = try await sender.send(answer, to: nil, deadline: time.now + limits.lingerTimeout)
            try await linger()
        } catch {
            // As in serve().
        }
    }

    private var sender: HTTPResponseSender {
        HTTPResponseSender(stream: stream, time: time, observer: observer, streams: streams)
    }

    /// True after an answer that was the last, false where the client asked for no more.
    private func answerAll() async throws(NetworkError) -> Bool {
        var reader = HTTPRequestReader(stream: stream, time: time, limits: limits)
        for number in 1...limits.requestsPerConnectionMax {
            let isLast = number == limits.requestsPerConnectionMax
            let arrival = try await reader.next()
            var deadline = time.now + limits.responseTimeout
            switch arrival {
            case .request(let head):
                let answer = await handler.respond(to: HTTPRequest(head))
                // What it takes to know the answer is no fault of who reads it.
                deadline = time.now + limits.responseTimeout
                let isKept = try await sender.send(
                    answer, to: head, keepsConnection: !isLast, deadline: deadline)
                guard isKept else { return true }
            case .wrong(let error):
                let answer = HTTPResponse.text(
                    error.explanation, status: error.status, handlerName: HTTPHandlerName.server)
                _ = try await sender.send(answer, to: nil, deadline: deadline)
                return true
            case .late:
                let answer = HTTPResponse.text(
                    "The request did not arrive in time.", status: .requestTimeout,
                    handlerName: HTTPHandlerName.server)
                _ = try await sender.send(answer, to: nil, deadline: deadline)
                return true
            case .nothing:
                return false
            }
            // Requests that are all here already must not keep the loop from its other work.
            await Task.yield()
            guard !Task.isCancelled else { throw .cancelled }
        }
        return true
    }

    /// Ends our side and drops what the client still sends, for a while.
    ///
    /// Closing a connection on which unread bytes wait sends an RST, which may overtake the answer
    /// and destroy it at the client (RFC 9112 section 9.6).
    private func linger() async throws(NetworkError) {
        stream.finishWriting()
        let deadline = time.now + limits.lingerTimeout
        var dropped: [UInt8] = []
        var droppedCount = 0
        while droppedCount < limits.lingerBytesMax, time.now < deadline {
            dropped.removeAll(keepingCapacity: true)
            let count = try await stream.read(
                into: &dropped, atMost: limits.readBytesMax, deadline: deadline)
            guard count > 0 else { return }
            droppedCount += count
        }
    }
}
