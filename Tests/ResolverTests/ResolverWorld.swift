import FaultServers
import Network
import Reactor
import Resolver
import Simulation
import Time

/// A loop, a name server that misbehaves, and a resolver that asks it.
struct ResolverWorld: Sendable {
    let loop: EventLoop
    let server: DNSFaultServer
    let resolver: CAresResolver
    let files: FilesInMemory
    let results: CountedResults

    /// Runs `body` on a loop; `servers` are asked in place of the one that misbehaves.
    ///
    /// `search` is what a resolv.conf says beside them.
    static func run(
        answersTCP: Bool = true, tampering: @escaping DNSFaultServer.Tampering = { $0 },
        names: [String: DNSFaultBehaviour] = [:], files: [String: String] = [:],
        servers: @Sendable (Endpoint) -> [Endpoint] = { [$0] }, search: String? = nil,
        filesAge: Duration = .seconds(5),
        _ body: @escaping @Sendable (ResolverWorld) async -> Void
    ) throws {
        let loop = try EventLoop()
        let server = DNSFaultServer(
            answersTCP: answersTCP, names: names, tampering: tampering)
        let files = FilesInMemory(files)
        let results = CountedResults()
        let endpoint = Endpoint(address: .loopback4, port: server.port)
        var configuration = search.map { ResolverConfiguration(Array($0.utf8)) }
        let asked = servers(endpoint)
        if !asked.isEmpty { configuration = configuration ?? ResolverConfiguration() }
        configuration?.nameServers = asked
        let resolver = CAresResolver(
            on: loop, files: files, configuration: configuration, observer: results,
            filesAge: filesAge)
        let world = ResolverWorld(
            loop: loop, server: server, resolver: resolver, files: files, results: results)
        loop.run { await body(world) }
    }

    /// Looks a name up within so many milliseconds.
    func resolve(
        _ name: String, _ families: AddressFamilies = .v4, milliseconds: Int = 5000
    ) async -> Result<NameAnswer, ResolveError> {
        do throws(ResolveError) {
            let deadline = loop.now + .milliseconds(milliseconds)
            return .success(
                try await resolver.resolve(name, families: families, deadline: deadline))
        } catch {
            return .failure(error)
        }
    }

    /// Asks where a service is offered, within so many milliseconds.
    func services(
        _ name: String, milliseconds: Int = 5000
    ) async -> Result<ServiceAnswer, ResolveError> {
        do throws(ResolveError) {
            let deadline = loop.now + .milliseconds(milliseconds)
            return .success(try await resolver.services(of: name, deadline: deadline))
        } catch {
            return .failure(error)
        }
    }
}

extension Result<ServiceAnswer, ResolveError> {
    var records: [ServiceRecord] {
        if case .success(let answer) = self { answer.records } else { [] }
    }

    var timeToLive: Duration? {
        if case .success(let answer) = self { answer.timeToLive } else { nil }
    }

    var error: ResolveError? {
        if case .failure(let error) = self { error } else { nil }
    }
}

extension Result<NameAnswer, ResolveError> {
    var addresses: [String] {
        if case .success(let answer) = self { answer.addresses.map(\.description) } else { [] }
    }

    var canonicalName: String? {
        if case .success(let answer) = self { answer.canonicalName } else { nil }
    }

    var isCached: Bool? {
        if case .success(let answer) = self { answer.isCached } else { nil }
    }

    var error: ResolveError? {
        if case .failure(let error) = self { error } else { nil }
    }
}

/// Files that a test changes while they are read.
final class FilesInMemory: Files {
    let contents: Shared<[String: String]>
    let reads = Shared([String: Int]())

    init(_ contents: [String: String]) {
        self.contents = Shared(contents)
    }

    func names(in path: String) throws(FileError) -> [String] { throw .missing }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        reads.update { $0[path, default: 0] += 1 }
        guard let text = contents.value[path] else { throw .missing }
        guard text.utf8.count <= limit else { throw .tooLarge }
        return Array(text.utf8)
    }
}

/// How questions ended.
final class CountedResults: QueryObserver {
    let counts = Shared([QueryResult: Int]())

    func queried(result: QueryResult) {
        counts.update { $0[result, default: 0] += 1 }
    }
}
