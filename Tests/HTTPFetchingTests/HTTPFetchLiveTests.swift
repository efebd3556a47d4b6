import FaultServers
import HTTPFetching
import HTTPServing
import Network
import Reactor
import Sockets
import Testing
import Time
import Wire

/// On real sockets: our own server, and one that knows no HTTP.
struct HTTPFetchLiveTests {
    private static let slice = Array(repeating: UInt8(ascii: "a"), count: 70_000)

    private static let router = HTTPRouter([
        HTTPRoute(path: "/targets", name: "targets") { _ in
            .text("[]", handlerName: "")
        },
        HTTPRoute(path: "/large", name: "large") { _ in
            HTTPResponse(
                contentType: "text/plain",
                body: .stream(Slices(left: 5)), handlerName: "")
        },
    ])

    @Test func `our own server is asked over real sockets`() throws {
        let loop = try EventLoop()
        let transport = SocketTransport(loop: loop)
        loop.run {
            let bodies = await Self.fetch(["/targets", "/large"], from: transport, on: loop)
            let large = Array(repeatElement(Self.slice, count: 5).joined())
            #expect(bodies == [Array("[]\n".utf8), large])
        }
    }

    @Test func `a real server that refuses the request has answered`() throws {
        let server = TCPFaultServer(.plainText)
        let loop = try EventLoop()
        let fetcher = HTTPFetcher(
            time: loop, transport: SocketTransport(loop: loop), resolver: NoNames())
        let address = try HTTPAddress("http://127.0.0.1:\(server.port)/")
        loop.run {
            do {
                let request = HTTPFetchRequest(address, bodyBytesMax: 0)
                let response = try await fetcher.get(
                    request, over: nil, deadline: loop.now + .seconds(20))
                #expect(response.head.status == 400)
            } catch {
                Issue.record(error)
            }
        }
    }

    /// Serves and fetches on one loop.
    private static func fetch(
        _ paths: [String], from transport: SocketTransport, on loop: EventLoop
    ) async -> [[UInt8]] {
        let server = HTTPServer(time: loop, handler: router, observer: Nobody())
        let fetcher = HTTPFetcher(time: loop, transport: transport, resolver: NoNames())
        return await withTaskGroup { group in
            defer { group.cancelAll() }
            var bodies: [[UInt8]] = []
            do {
                let listener = try transport.listen(on: Endpoint(address: .loopback4, port: 0))
                group.addTask { await server.serve(listener) }
                for path in paths {
                    let address = try HTTPAddress("http://\(listener.endpoint)\(path)")
                    let request = HTTPFetchRequest(address, bodyBytesMax: 350_000)
                    bodies.append(
                        try await fetcher.get(
                            request, over: nil, deadline: loop.now + .seconds(20)
                        ).body)
                }
            } catch {
                Issue.record(error)
            }
            return bodies
        }
    }

    private struct Slices: BodyProducer {
        var left: Int

        mutating func produce(into buffer: inout [UInt8]) -> Bool {
            buffer += HTTPFetchLiveTests.slice
            left -= 1
            return left > 0
        }
    }

    private struct NoNames: NameResolver {
        func resolve(
            _ name: String, families: AddressFamilies, deadline: Instant
        ) async throws(ResolveError) -> NameAnswer {
            throw .notFound
        }

        func services(
            of name: String, deadline: Instant
        ) async throws(ResolveError) -> ServiceAnswer {
            throw .notFound
        }

        func ask(_ servers: [Endpoint]) {}
    }

    private struct Nobody: HTTPObserver {
        func answered(handler: String, code: Int) {}
        func opened() {}
        func closed() {}
        func acceptFailed(_ error: NetworkError) {}
    }
}
