import Network
import Time
import Wire

/// Reads request heads from a connection, each by its deadline.
struct HTTPRequestReader {
    private let stream: any ByteStream
    private let time: any TimeSource
    private let limits: HTTPLimits
    private var parser = HTTPRequestHeadParser()
    private var received: [UInt8] = []
    private var isFirst = true

    init(stream: any ByteStream, time: any TimeSource, limits: HTTPLimits) {
        self.stream = stream
        self.time = time
        self.limits = limits
    }

    /// What a client did when a request was waited for.
    enum Arrival {
        /// It sent one.
        case request(HTTPRequestHead)
        /// It sent what is none.
        case wrong(HTTPRequestError)
        /// It began one and did not end it in time.
        case late
        /// It sent nothing for long enough, or ended the connection.
        case nothing
    }

    /// Waits for the next request.
    mutating func next() async throws(NetworkError) -> Arrival {
        let start = time.now
        // The whole head has one deadline, or a byte now and then would keep it open for ever. A
        // new connection is there for a request; only later it may be silent for longer.
        var deadline = start + (isFirst ? limits.headTimeout : limits.idleTimeout)
        var hasBegun = isFirst
        isFirst = false
        while true {
            do throws(HTTPRequestError) {
                if case .parsed(let head) = try parser.next() { return .request(head) }
            } catch {
                return .wrong(error)
            }
            if !hasBegun, parser.holdsBytes {
                deadline = time.now + limits.headTimeout
                hasBegun = true
            }
            received.removeAll(keepingCapacity: true)
            do throws(NetworkError) {
                let count = try await stream.read(
                    into: &received, atMost: limits.readBytesMax, deadline: deadline)
                guard count > 0 else { return .nothing }
            } catch {
                guard error == .timeout else { throw error }
                return parser.holdsBytes ? .late : .nothing
            }
            parser.receive(received)
        }
    }
}
