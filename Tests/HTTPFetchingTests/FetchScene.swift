import HTTPFetching
import Network
import Simulation
import Time
import Wire

/// A simulated world with one server of documents in it, and what is fetched from it.
struct FetchScene {
    static let v4 = IPAddress.v4(0xc000_0201)
    static let v6 = IPAddress.v6(high: 0x2001_0db8_0000_0000, low: 1, scope: 0)
    static let name = "inventory.example"
    static let oneWay = Duration.milliseconds(10)
    static let bodyBytesMax = 1_000
    static let timeout = Duration.seconds(5)

    let world: SimulatedWorld

    init(_ behaviour: Behaviour, port: UInt16 = 80) {
        world = SimulatedWorld(seed: 1, conditions: .exactly(Self.oneWay))
        world.network.set(behaviour, at: Endpoint(address: Self.v4, port: port))
        world.resolver.set(.answers([Self.v4]), for: Self.name)
    }

    /// A server that answers a request so.
    init(_ reply: ServerAct...) {
        self.init(.accepts(.scripted { ScriptedConversation(reply: reply) }))
    }

    /// A server that answers a request with this text and then ends.
    init(answer: String) {
        self.init(.send(Array(answer.utf8)), .finish)
    }

    /// A server that answers a handshake so, and then takes these turns.
    init(tls answer: TLSServerAnswer, then turns: [ServerTurns.Turn]) {
        self.init(.refuses, port: 443)
        let server = world.tls.server(answer)
        world.network.set(
            .accepts(.scripted { ServerTurns([.handshake(server)] + turns) }),
            at: Endpoint(address: Self.v4, port: 443))
    }

    /// How a fetch went, and how long it took.
    struct Outcome: Sendable {
        var result: Result<HTTPReceivedResponse, HTTPFetchError>
        var duration: Duration

        var status: Int? {
            if case .success(let response) = result { response.head.status } else { nil }
        }
        var text: String? {
            if case .success(let response) = result {
                String(decoding: response.body, as: UTF8.self)
            } else {
                nil
            }
        }
        var error: HTTPFetchError? {
            if case .failure(let error) = result { error } else { nil }
        }
    }

    /// Fetches once; the task is cancelled after `limit` where one is given.
    ///
    /// What runs `beside` it is cancelled at its end.
    func fetch(
        _ url: String = "http://inventory.example/targets", fields: [HTTPRequestField] = [],
        bodyBytesMax: Int = bodyBytesMax, cancelledAfter limit: Duration? = nil,
        beside other: @escaping @Sendable () async -> Void = {}
    ) throws -> Outcome {
        let address = try HTTPAddress(url)
        let request = HTTPFetchRequest(address, fields: fields, bodyBytesMax: bodyBytesMax)
        let tls =
            address.scheme == .https
            ? try world.tls.client(TLSSettings(serverName: Self.name, verify: false)) : nil
        let (world, loop) = (world, world.loop)
        let fetcher = HTTPFetcher(time: loop, transport: world.network, resolver: world.resolver)
        let body: @Sendable () async -> Outcome = {
            let begin = loop.now
            let result: Result<HTTPReceivedResponse, HTTPFetchError>
            do throws(HTTPFetchError) {
                result = .success(
                    try await fetcher.get(request, over: tls, deadline: begin + Self.timeout))
            } catch {
                result = .failure(error)
            }
            return Outcome(result: result, duration: loop.now - begin)
        }
        guard let limit else {
            return loop.run {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await other() }
                    let outcome = await body()
                    group.cancelAll()
                    return outcome
                }
            }
        }
        return loop.run(for: limit, body)
    }

    /// Facts of a certificate that is good for a year on both sides of the start.
    static func facts(
        _ verification: CertificateVerification = .verified(
            chainExpiry: SimulationLimits.wallTime + .seconds(86_400 * 365))
    ) -> TLSFacts {
        TLSFacts(
            version: "TLS 1.3", cipher: "TLS_AES_128_GCM_SHA256", certificates: [],
            verification: verification)
    }
}
