public import Network
public import Reactor
public import Time

/// Looks up names through c-ares, on the event loop; for callers on its thread.
///
/// In this order: an address in text is itself; `localhost` is this machine (RFC 6761 section 6.3);
/// what the hosts file says; an answer that is kept; the name servers. They are asked for the name
/// as it is and in the domains of the search list, as ``SearchWalk`` has it. The canonical name of
/// an answer without aliases is the name that was asked for, in small letters.
public final class CAresResolver: NameResolver {
    private let loop: EventLoop
    private let hosts: LoopBound<KnownHosts>
    private let questions: LoopBound<Questions>

    /// A resolver that asks `servers`, or those of `/etc/resolv.conf` where there are none given.
    ///
    /// The files are read through `files`, again at most every 5 s. To be dropped on the thread of
    /// the loop.
    public convenience init(
        on loop: EventLoop, files: any Files, servers: [Endpoint] = [],
        observer: (any QueryObserver)? = nil
    ) {
        var configuration: ResolverConfiguration?
        if !servers.isEmpty {
            configuration = ResolverConfiguration()
            configuration?.nameServers = servers
        }
        self.init(
            on: loop, files: files, configuration: configuration, observer: observer,
            filesAge: .seconds(ResolverLimits.filesAgeSecondsMax))
    }

    /// One of a given configuration, or that of the machine, read again after `filesAge`.
    package init(
        on loop: EventLoop, files: any Files, configuration: ResolverConfiguration?,
        observer: (any QueryObserver)?, filesAge: Duration
    ) {
        self.loop = loop
        hosts = LoopBound(KnownHosts(in: files, age: filesAge), on: loop)
        let file = AgedFile(
            "/etc/resolv.conf", in: files, bytesMax: ResolverLimits.configurationBytesMax,
            age: filesAge)
        questions = LoopBound(
            Questions(
                on: loop, servers: NameServers(configuration, following: file),
                observer: observer),
            on: loop)
    }

    deinit {
        questions.here.close()
    }

    /// Ends all questions as cancelled and closes the sockets; later ones are cancelled at once.
    public func shutdown() {
        questions.here.close()
    }

    /// Looks up `name` as ``NameResolver`` has it.
    ///
    /// Throws ``ResolveError/malformed`` for a name that cannot be asked for. The questions go on
    /// for others, and for the answers that are kept, when the caller leaves at `deadline` or is
    /// cancelled.
    public func resolve(
        _ name: String, families: AddressFamilies, deadline: Instant
    ) async throws(ResolveError) -> NameAnswer {
        if let address = IPAddress(name) {
            guard families.includes(v6: address.isV6) else { throw .noData }
            return NameAnswer(addresses: [address], canonicalName: name, isCached: true)
        }
        let isAbsolute = name.utf8.last == UInt8(ascii: ".")
        guard let name = DomainName(name) else { throw .malformed }
        if let answer = hosts.here.answer(for: name, families, at: loop.now) { return answer }
        var walk = questions.here.walk(name, isAbsolute: isAbsolute)
        while true {
            do throws(ResolveError) {
                var answer = try await lookUp(walk.current, families, deadline)
                // What was asked for before it took its time.
                answer.isCached = answer.isCached && walk.isFirst
                return answer
            } catch {
                guard loop.now < deadline else { throw walk.end(after: error) }
                try walk.advance(after: error)
            }
        }
    }

    /// Asks the servers for services as ``NameResolver`` has it; their answers are not kept.
    ///
    /// Search domains count as for addresses. An address and `localhost` (RFC 6761 section 6.3)
    /// have no services. Throws ``ResolveError/malformed`` for a name that cannot be asked for.
    public func services(
        of name: String, deadline: Instant
    ) async throws(ResolveError) -> ServiceAnswer {
        guard IPAddress(name) == nil else { throw .noData }
        let isAbsolute = name.utf8.last == UInt8(ascii: ".")
        guard let name = DomainName(name) else { throw .malformed }
        guard !name.isLocalhost else { throw .noData }
        var walk = questions.here.walk(name, isAbsolute: isAbsolute)
        while true {
            do throws(ResolveError) {
                let answer = try await lookUpServices(walk.current, deadline)
                return ServiceAnswer(
                    records: answer.services, timeToLive: .seconds(answer.timeToLiveSeconds))
            } catch {
                guard loop.now < deadline else { throw walk.end(after: error) }
                try walk.advance(after: error)
            }
        }
    }

    /// Asks these servers from now on; those of `/etc/resolv.conf` where there are none.
    ///
    /// What those before said is forgotten: others may know other things of a name.
    public func ask(_ servers: [Endpoint]) {
        questions.here.ask(servers)
    }

    /// Looks up the services of one name as it is.
    private func lookUpServices(
        _ name: DomainName, _ deadline: Instant
    ) async throws(ResolveError) -> ReadAnswer {
        let lookup = questions.here.lookUp(Question(name, .srv))
        try await settle([lookup], deadline)
        do throws(ResolveError) {
            return try lookup.result.get()
        } catch {
            throw error.fairly(asked: questions.here.askedServers)
        }
    }

    /// Looks up the addresses of one name as it is.
    private func lookUp(
        _ name: DomainName, _ families: AddressFamilies, _ deadline: Instant
    ) async throws(ResolveError) -> NameAnswer {
        let lookups = families.wanted.map { questions.here.lookUp(Question(name, $0)) }
        try await settle(lookups, deadline)
        do throws(ResolveError) {
            var answer = try NameAnswer(of: name, lookups)
            answer.missing = answer.missing?.fairly(asked: questions.here.askedServers)
            return answer
        } catch {
            throw error.fairly(asked: questions.here.askedServers)
        }
    }

    /// Waits until all have ended, or the time for it is over.
    ///
    /// Once one family has an address, the other has half of the time that is left: there are
    /// servers that never answer the one question, and the connection needs time as well.
    private func settle(_ lookups: [Questions.Lookup], _ deadline: Instant)
        async throws(ResolveError)
    {
        var limit = deadline
        while true {
            let pending = lookups.compactMap(\.pending)
            guard !pending.isEmpty else { return }
            if limit == deadline, lookups.contains(where: \.hasAddresses) {
                let now = loop.now
                limit = min(deadline, now + (deadline - now) / 2)
            }
            let wait = loop.open()
            for question in pending { question.await(wait) }
            let outcome = await loop.wait(wait, until: limit)
            for question in pending { question.leave(wait) }
            switch outcome {
            case .ready: continue
            case .deadline: return
            case .cancelled: throw .cancelled
            }
        }
    }
}
