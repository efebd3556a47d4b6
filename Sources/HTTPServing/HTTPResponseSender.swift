import Network
import Time
import Wire

/// Sends answers, in the form that the version of the client understands.
struct HTTPResponseSender {
    let stream: any ByteStream
    let time: any TimeSource
    let observer: any HTTPObserver
    let streams: ConcurrencyLimit

    /// Sends one whole answer by `deadline`; true where the connection can go on after it.
    ///
    /// `request` is nil where none could be read; then the connection cannot go on.
    func send(
        _ response: HTTPResponse, to request: HTTPRequestHead?, keepsConnection: Bool = false,
        deadline: Instant
    ) async throws(NetworkError) -> Bool {
        let keeps = keepsConnection && request?.keepsConnection == true
        switch response.body {
        case .bytes(let body)
        where body.count <= HTTPLimits.shortBodyBytesMax || request?.method == .head:
            var buffer = begin(response, .length(body.count), request, keeps: keeps)
            if request?.method != .head { buffer += body }
            try await stream.write(buffer, deadline: deadline)
            return keeps
        case .bytes(let body):
            guard streams.enter() else {
                return try await refuse(response, request, keepsConnection, deadline)
            }
            defer { streams.leave() }
            let head = begin(response, .length(body.count), request, keeps: keeps)
            try await stream.write(head, deadline: deadline)
            try await stream.write(body, deadline: deadline)
            return keeps
        case .stream(let producer):
            // HTTP/1.0 has no chunks: the end of the connection is the end of the body.
            let isChunked = request?.version == .http11
            let framing = isChunked ? HTTPBodyFraming.chunked : .untilClose
            if request?.method == .head {
                let buffer = begin(response, framing, request, keeps: keeps && isChunked)
                try await stream.write(buffer, deadline: deadline)
                return keeps && isChunked
            }
            guard streams.enter() else {
                return try await refuse(response, request, keepsConnection, deadline)
            }
            defer { streams.leave() }
            let head = begin(response, framing, request, keeps: keeps && isChunked)
            try await send(producer, after: head, isChunked: isChunked, deadline: deadline)
            return keeps && isChunked
        }
    }

    /// Says that long bodies enough are being sent.
    private func refuse(
        _ response: HTTPResponse, _ request: HTTPRequestHead?, _ keepsConnection: Bool,
        _ deadline: Instant
    ) async throws(NetworkError) -> Bool {
        let answer = HTTPResponse.unavailable(
            "Too many answers are being sent.", handlerName: response.handlerName)
        return try await send(
            answer, to: request, keepsConnection: keepsConnection, deadline: deadline)
    }

    /// Writes slice after slice, the first together with the head.
    private func send(
        _ producer: any BodyProducer, after head: [UInt8], isChunked: Bool, deadline: Instant
    ) async throws(NetworkError) {
        var producer = producer
        var buffer = head
        var hasMore = true
        while hasMore {
            if isChunked {
                let chunk = HTTPChunk(beginningIn: &buffer)
                hasMore = await producer.produce(into: &buffer)
                chunk.finish(in: &buffer)
                if !hasMore { HTTPChunk.appendLast(to: &buffer) }
            } else {
                hasMore = await producer.produce(into: &buffer)
            }
            if !buffer.isEmpty { try await stream.write(buffer, deadline: deadline) }
            buffer.removeAll(keepingCapacity: true)
            guard hasMore else { return }
            // A client that always has room would never let the loop come to its other work, and a
            // producer that never ends would never come to a write that is late.
            await Task.yield()
            guard !Task.isCancelled else { throw .cancelled }
            guard time.now < deadline else { throw .timeout }
        }
    }

    /// Counts the answer and makes its head.
    private func begin(
        _ response: HTTPResponse, _ framing: HTTPBodyFraming, _ request: HTTPRequestHead?,
        keeps: Bool
    ) -> [UInt8] {
        observer.answered(handler: response.handlerName, code: response.status.rawValue)
        let head = HTTPResponseHead(
            status: response.status,
            secondsSinceEpoch: time.wallTime.secondsSinceEpoch,
            fields: [HTTPConstantField("Content-Type", response.contentType)]
                + Self.everywhere + response.fields,
            framing: framing, persistence: Self.persistence(request, keeps: keeps))
        var buffer: [UInt8] = []
        head.append(to: &buffer)
        return buffer
    }

    private static let everywhere = [
        HTTPConstantField("X-Content-Type-Options", "nosniff"),
        HTTPConstantField("Cache-Control", "no-store"),
    ]

    private static func persistence(
        _ request: HTTPRequestHead?, keeps: Bool
    ) -> HTTPPersistence {
        guard keeps else { return .close }
        return request?.version == .http10 ? .keepAlive : .unsaid
    }
}
