public import Network
public import Time

/// A small HTTP/1.1 server for pages that are read, such as `/metrics`.
///
/// Every connection is a child task of ``serve(_:)`` on the executor of its caller. Whatever a
/// client does or leaves undone ends at a limit of ``HTTPLimits``. Copies share their limits, so
/// several listeners are several calls of ``serve(_:)`` on one server.
public struct HTTPServer: Sendable {
    private let time: any TimeSource
    private let limits: HTTPLimits
    private let handler: any HTTPHandler
    private let observer: any HTTPObserver
    private let connections: ConcurrencyLimit
    private let refusals: ConcurrencyLimit
    private let streams: ConcurrencyLimit

    /// A server that asks `handler` for its answers and tells `observer` of them.
    public init(
        time: any TimeSource, limits: HTTPLimits = .standard, handler: any HTTPHandler,
        observer: any HTTPObserver
    ) {
        self.time = time
        self.limits = limits
        self.handler = handler
        self.observer = observer
        connections = ConcurrencyLimit(limits.connectionsMax)
        refusals = ConcurrencyLimit(limits.refusalsMax)
        streams = ConcurrencyLimit(limits.streamsMax)
    }

    /// Accepts and answers until the task is cancelled, which ends every connection at once.
    public func serve(_ listener: any StreamListener) async {
        await withDiscardingTaskGroup { group in
            while let stream = await accept(from: listener) {
                admit(stream, to: &group)
                // A full backlog must not keep the loop from its other work.
                await Task.yield()
            }
            group.cancelAll()
        }
    }

    /// The next connection; nil where the task is cancelled.
    private func accept(from listener: any StreamListener) async -> (any ByteStream)? {
        while !Task.isCancelled {
            do throws(NetworkError) {
                return try await listener.accept()
            } catch {
                switch error {
                case .cancelled: return nil
                // The connection had ended before it was taken; the next one may be there.
                case .reset: await Task.yield()
                case .refused, .hostUnreachable, .networkUnreachable, .timeout, .local, .other:
                    observer.acceptFailed(error)
                    // What lacks now lacks in the next microsecond too: asking again would spin.
                    guard await time.sleep(until: time.now + limits.acceptPause) == .elapsed
                    else { return nil }
                }
            }
        }
        return nil
    }

    /// Serves a connection, or refuses it with a 503; where too many are being refused, drops it.
    private func admit(_ stream: any ByteStream, to group: inout DiscardingTaskGroup) {
        let connection = HTTPConnection(
            stream: stream, time: time, limits: limits, handler: handler, observer: observer,
            streams: streams)
        if connections.enter() {
            observer.opened()
            group.addTask {
                await connection.serve()
                connections.leave()
                observer.closed()
            }
        } else if refusals.enter() {
            group.addTask {
                await connection.refuse()
                refusals.leave()
            }
        }
    }
}
