public import Network
public import Time
public import Wire

/// Fetches small documents over HTTP/1.1, each on a connection of its own.
///
/// Redirects are not followed: they are answers as others are.
public struct HTTPFetcher: Sendable {
    let time: any TimeSource
    let transport: any Transport
    let resolver: any NameResolver

    /// A fetcher in a world.
    public init(time: any TimeSource, transport: any Transport, resolver: any NameResolver) {
        self.time = time
        self.transport = transport
        self.resolver = resolver
    }

    /// Asks for a document, and returns what was answered, whatever its status.
    ///
    /// `tls` is the client for an https address, and nil for http. The certificate must hold, even
    /// where the settings of the client do not ask for it. All of it ends at `deadline`, however
    /// slowly the answer comes; the connection is dropped in the end.
    public func get(
        _ request: HTTPFetchRequest, over tls: (any TLSClient)?, deadline: Instant
    ) async throws(HTTPFetchError) -> HTTPReceivedResponse {
        precondition(
            (request.address.scheme == .https) == (tls != nil),
            "an https address and a client for TLS go together")
        let stream = try await connect(to: request.address, by: deadline)
        var line = FetchLine(stream, time: time, deadline: deadline)
        if let tls { try await line.startTLS(tls) }
        try await line.write(HTTPGetRequest(request.address, fields: request.fields).bytes)
        let response = try await hear(request, over: &line)
        await line.close()
        return response
    }

    private func hear(
        _ request: HTTPFetchRequest, over line: inout FetchLine
    ) async throws(HTTPFetchError) -> HTTPReceivedResponse {
        let limits = HTTPResponseLimits(bodyBytesMax: request.bodyBytesMax)
        var reader = HTTPResponseReader(answering: .get, limits: limits)
        var arrived: [UInt8] = []
        while true {
            arrived.removeAll(keepingCapacity: true)
            let hasEnded = try await line.read(into: &arrived) == 0
            do throws(HTTPResponseError) {
                if hasEnded { return try reader.end() }
                if let response = try reader.receive(arrived) { return response }
            } catch {
                throw HTTPFetchError(error, bodyBytesMax: request.bodyBytesMax)
            }
            // Who never stops sending never lets a read wait until the deadline.
            guard time.now < line.deadline else { throw .timeout }
        }
    }
}
