import Network
import Reactor
import Time

/// All questions that are on their way, and the answers that are kept.
///
/// A question goes to the server that answered last. Where that one fails, or is silent for the
/// time of one attempt, the next is asked as well; the first that knows decides. So an answer that
/// comes late is not lost, and one server out of order costs no verdict.
final class Questions {
    private let loop: EventLoop
    private let observer: (any QueryObserver)?
    private var servers: NameServers
    private var cache = AnswerCache()
    private var open: [Question: PendingQuestion] = [:]
    /// Those that went to servers which are not asked any more; nobody joins them.
    private var outdated: [ObjectIdentifier: PendingQuestion] = [:]
    private var queue = WaitingLine()
    private var inFlight = 0
    private var channels: [ServerChannel] = []
    /// Channels to servers of an earlier configuration that still have something on its way.
    private var retired: [ServerChannel] = []
    private var preferred = 0
    private var isStarting = false
    private var isClosed = false

    init(on loop: EventLoop, servers: NameServers, observer: (any QueryObserver)?) {
        self.loop = loop
        self.servers = servers
        self.observer = observer
    }

    /// What is known of a question, or its way to an answer.
    enum Lookup {
        case known(ReadAnswer)
        case asked(PendingQuestion)
    }

    /// Takes the answer that is kept, joins an equal question, or asks the servers.
    func lookUp(_ question: Question) -> Lookup {
        if let answer = cache.answer(to: question, at: loop.now) { return .known(answer) }
        if let same = open[question] { return .asked(same) }
        let pending = PendingQuestion(question)
        guard !isClosed else {
            pending.end(.failure(.cancelled))
            return .asked(pending)
        }
        refreshServers()
        open[question] = pending
        if inFlight < ResolverLimits.questionsInFlightMax {
            start(pending)
        } else if !queue.append(pending) {
            end(pending, .failure(.local(.memory)))
        }
        return .asked(pending)
    }

    /// Who is asked, as long as the configuration stays what it is.
    var askedServers: [Endpoint] { channels.map(\.server) }

    /// What a name may stand for, by the configuration at the time.
    func walk(_ name: DomainName, isAbsolute: Bool) -> SearchWalk {
        if !isClosed { refreshServers() }
        return SearchWalk(name, isAbsolute: isAbsolute, servers.configuration)
    }

    /// Asks others from now on, and forgets what those before said; not within a callback of
    /// c-ares.
    func ask(_ endpoints: [Endpoint]) {
        guard !isClosed, servers.ask(endpoints) else { return }
        cache = AnswerCache()
        for pending in open.values where pending.isStarted {
            outdated[ObjectIdentifier(pending)] = pending
        }
        open = open.filter { !$0.value.isStarted }
        retireChannels()
        refreshServers()
    }

    /// Ends all questions as cancelled, and closes the channels.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        for pending in Array(open.values) + Array(outdated.values) {
            end(pending, .failure(.cancelled))
        }
        for channel in channels + retired { channel.close() }
        channels = []
        retired = []
    }

    /// Follows a change of resolv.conf; not within a callback of c-ares, whose channel may be
    /// closed.
    private func refreshServers() {
        if servers.refresh(at: loop.now) { retireChannels() }
        if channels.isEmpty {
            channels = servers.configuration.nameServers.compactMap { server in
                try? ServerChannel(to: server, servers.configuration, on: loop) {
                    [weak self] pending, channel, reply in
                    self?.completed(pending, channel, reply)
                }
            }
        }
        for channel in retired where channel.isIdle { channel.close() }
        retired.removeAll { $0.isIdle }
    }

    private func retireChannels() {
        retired += channels
        channels = []
        preferred = 0
    }
}

// MARK: - The way of a question

extension Questions {
    /// Starts the questions that waited for their turn, as far as there is room.
    private func startWaiting() {
        // A question may end within its start; a loop does what recursion would do without bound.
        guard !isStarting, !isClosed else { return }
        isStarting = true
        defer { isStarting = false }
        while inFlight < ResolverLimits.questionsInFlightMax, let pending = queue.next() {
            if pending.isAwaited {
                start(pending)
            } else {
                open[pending.question] = nil
            }
        }
    }

    private func start(_ pending: PendingQuestion) {
        pending.isStarted = true
        pending.firstServer = preferred
        inFlight += 1
        if channels.isEmpty {
            end(pending, .failure(.local(.memory)))
        } else {
            askNextServer(pending)
        }
    }

    private func askNextServer(_ pending: PendingQuestion) {
        let channel = channels[(pending.firstServer + pending.asked) % channels.count]
        pending.asked += 1
        pending.unanswered += 1
        channel.ask(pending)
        guard !pending.isEnded, pending.nextServerTimer == nil, pending.asked < channels.count
        else { return }
        let here = LoopBound(self, on: loop)
        let late = LoopBound(pending, on: loop)
        pending.nextServerTimer = loop.schedule(
            at: loop.now + .seconds(servers.configuration.timeoutSeconds)
        ) {
            late.here.nextServerTimer = nil
            here.here.serverIsLate(late.here)
        }
    }

    private func serverIsLate(_ pending: PendingQuestion) {
        guard !pending.isEnded, pending.asked < channels.count else { return }
        askNextServer(pending)
    }

    private func completed(
        _ pending: PendingQuestion, _ channel: ServerChannel, _ reply: ServerReply
    ) {
        pending.unanswered -= 1
        guard !pending.isEnded else { return }
        switch reply.result {
        case .success, .failure(.notFound), .failure(.noData):
            if let position = channels.firstIndex(where: { $0 === channel }) {
                preferred = position
            }
            end(pending, reply.result)
        case .failure(let failure):
            pending.failure = ResolveError.moreTelling(ofServers: pending.failure, failure)
            // A server that hangs up an idle TCP connection takes with it what was just then sent
            // there: where sockets fail, each server is asked a second time.
            let asksMax = channels.count * (reply.isSocketFailure ? 2 : 1)
            if pending.asked < asksMax {
                askNextServer(pending)
            } else if pending.unanswered == 0 {
                end(pending, .failure(pending.failure ?? failure))
            }
        }
    }

    private func end(_ pending: PendingQuestion, _ result: Result<ReadAnswer, ResolveError>) {
        pending.end(result)
        let isOutdated = outdated.removeValue(forKey: ObjectIdentifier(pending)) != nil
        if !isOutdated { open[pending.question] = nil }
        if pending.isStarted { inFlight -= 1 }
        if let timer = pending.nextServerTimer { loop.cancel(timer) }
        pending.nextServerTimer = nil
        if case .success(let answer) = result, pending.question.type.isKept, !isOutdated {
            cache.keep(answer, to: pending.question, at: loop.now)
        }
        observer?.queried(result: QueryResult(result))
        for waiter in pending.waiters { loop.fire(waiter) }
        startWaiting()
    }
}
