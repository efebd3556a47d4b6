import Network
import Time
import Wire

// The way through a proxy.
extension TCPAttempt {
    /// Connects to the proxy and asks it for the target, which it resolves itself.
    mutating func connect(through proxy: ProxySettings) async throws(AttemptFailure) -> Connection {
        if case .address(let address) = probe.options.host { report.address = address }
        let candidates = try await candidates(for: proxy)
        let link = try await link(to: proxy, candidates)
        var talk = ProxyTalk(
            proxy.client(to: probe.options.host, port: probe.options.port, credentials?.proxy),
            over: link.stream, deadline: connectDeadline)
        do throws(AttemptFailure) {
            try await talk.request()
            let requestedAt = world.time.now
            report.phases.proxy = requestedAt - report.startedAt
            talk.deadline = min(deadline, requestedAt + probe.options.connectTimeout)
            let rest = try await talk.answer()
            let connectedAt = world.time.now
            report.phases.connect = connectedAt - requestedAt
            let stream = rest.isEmpty ? link.stream : TunnelStream(link.stream, after: rest)
            return Connection(stream: stream, startedAt: requestedAt, connectedAt: connectedAt)
        } catch {
            // A phase in which something failed was not completed.
            if case .failure(_, .proxy) = error.verdict { report.phases.proxy = nil }
            throw error
        }
    }

    private func candidates(
        for proxy: ProxySettings
    ) async throws(AttemptFailure) -> AddressCandidates {
        let policy = probe.options.addressPolicy
        let answer: NameAnswer
        switch proxy.host {
        case .address(let address): return AddressCandidates(address)
        case .name(let name):
            do throws(ResolveError) {
                answer = try await world.resolver.resolve(
                    name, families: policy.families, deadline: deadline)
            } catch {
                throw AttemptFailure(error, in: .proxy)
            }
        }
        guard let candidates = policy.candidates(answer.addresses) else {
            throw AttemptFailure(reason: .dnsNoData, in: .proxy)
        }
        return candidates
    }

    private mutating func link(
        to proxy: ProxySettings, _ candidates: AddressCandidates
    ) async throws(AttemptFailure) -> Connection {
        do throws(NetworkError) {
            let (time, patience, deadline) = (world.time, patience, deadline)
            return try await candidates.connect(while: { time.now + patience <= deadline }) {
                address async throws(NetworkError) in
                report.proxyAddress = address
                opensAt = time.now
                return try await world.transport.connect(
                    to: Endpoint(address: address, port: proxy.port), probe.options.connection,
                    deadline: connectDeadline)
            }
        } catch {
            throw AttemptFailure(ofProxy: error)
        }
    }
}

// The PROXY protocol.
extension TCPAttempt {
    /// Says on whose behalf the connection is, before anything else is said on it.
    ///
    /// Behind a proxy nobody knows our address, nor we that of the target.
    func introduce(_ connection: Connection) async throws(AttemptFailure) {
        guard let version = probe.options.proxyProtocol else { return }
        let stream = connection.stream
        let isOurs = probe.options.proxy == nil
        let header = version.header(
            from: isOurs ? stream.localEndpoint : nil, to: isOurs ? stream.peer : nil)
        do throws(NetworkError) {
            try await stream.write(header, deadline: deadline)
        } catch {
            let isTLSNext = probe.tls != nil && probe.options.script?.startsTLS != true
            throw AttemptFailure(error, in: isTLSNext ? .tls : .exchange)
        }
    }
}
