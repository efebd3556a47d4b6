import Configuration
import Events
import Network
import Probes
import Synchronization
import Time

/// Puts one configuration in the place of another while everything runs, one at a time.
///
/// All that takes long is done away from the loop; there it is one turn. Requests that come while
/// one is being read are one more reading after it.
final class Reloader: Sendable {
    private let source: Reloading?
    let runner: ProbeRunner
    let world: World
    private let alarm: any Alarm
    private let maker: Mutex<ProbeMaker>
    private let credentials: CredentialKeeper
    private let followers: TargetFollowers
    let state = Mutex(State())

    fileprivate typealias Waiter = CheckedContinuation<ReloadOutcome, Never>

    struct State {
        fileprivate var wish = Wish.none
        /// Why the last one was refused; nothing where it was not.
        var refusal: [String] = []
        fileprivate var waiters: [Waiter] = []
        var hasEnded = false
        /// What runs, without the targets that others tell.
        var base = Settings()
        var table = TargetTable()
        var ledger = TargetLedger()
        /// What sources have told since somebody looked, the last of each.
        var answers: [TargetSource: TargetAnswer] = [:]
        /// When those are to be looked at again that could not be used.
        var retryAt: Instant?
    }

    /// Why something else is to run.
    enum Wish: Comparable {
        case none
        /// Sources have told targets.
        case targets
        /// Its files may have changed: where they have not, nothing is said.
        case hint
        /// Somebody has said so.
        case order
    }

    init(
        _ source: Reloading?, runner: ProbeRunner, world: World, credentials: CredentialKeeper,
        build: BuildFacts
    ) {
        self.source = source
        self.runner = runner
        self.world = world
        alarm = world.time.makeAlarm()
        maker = Mutex(ProbeMaker(world, credentials))
        self.credentials = credentials
        followers = TargetFollowers(
            world, credentials, userAgent: "sonde/\(build.version)")
    }

    /// Whether it may be asked for from outside.
    var acceptsRequests: Bool { source?.acceptsRequests ?? false }

    /// Asks for the configuration to be read again.
    func request() { wish(.order) }

    func wish(_ wish: Wish) {
        state.withLock { $0.wish = max($0.wish, wish) }
        alarm.wake()
    }

    /// Reads the configuration again; returns when that is done.
    func reload() async -> ReloadOutcome {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                // Both at once: whoever takes the wish answers those who wait.
                if !state.hasEnded {
                    state.waiters.append(continuation)
                    state.wish = .order
                }
                return state.hasEnded
            }
            if hasEnded { continuation.resume(returning: .ended) } else { alarm.wake() }
        }
    }

    /// Reads the configuration whenever that is asked for, until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            if source?.followsFiles == true { group.addTask { await self.followFiles() } }
            group.addTask { await self.followers.run { self.hear($1, from: $0) } }
            while !Task.isCancelled {
                let (wish, waiters, retryAt) = state.withLock { state in
                    defer { (state.wish, state.waiters) = (.none, []) }
                    return (state.wish, state.waiters, state.retryAt)
                }
                guard wish > .none || retryAt.map({ $0 <= world.time.now }) == true else {
                    _ = await alarm.sleep(until: retryAt ?? .distantFuture)
                    continue
                }
                guard wish > .targets else {
                    await changeTargets().release(on: world.worker)
                    continue
                }
                let (outcome, spent) = await reloadNow(onHint: wish == .hint)
                await spent.release(on: world.worker)
                for waiter in waiters { waiter.resume(returning: outcome) }
            }
            group.cancelAll()
        }
        let late = state.withLock { state in
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in late { waiter.resume(returning: .ended) }
    }
}

// MARK: - Files that change

extension Reloader {
    /// Wishes for a reading whenever the files may have changed; each writes several times.
    private func followFiles() async {
        var places = places
        let changes = world.watcher.changes(of: places)
        // What changed before somebody looked.
        wish(.hint)
        while await changes.next(until: .distantFuture) == .changed {
            let settled = world.time.now + ExporterLimits.settlingTime
            guard await world.time.sleep(until: settled) == .elapsed else { return }
            wish(.hint)
            guard self.places != places else { continue }
            places = self.places
            changes.follow(places)
        }
    }

    /// The files of the configuration, and the directories in which more may be included.
    private var places: [WatchedPlace] {
        let files = runner.settings.files
        let folders = Set(
            files.dropFirst().compactMap { path in
                path.lastIndex(of: "/").map { String(path[..<$0]) }
            })
        return files.map { .file($0) } + folders.sorted().map { .directory($0) }
    }
}

// MARK: - One configuration after another

extension Reloader {
    /// Runs the first configuration; slots count from `begin` on.
    func begin(with settings: Settings, at begin: Instant) throws(ExporterError) {
        let plan = try change(to: settings, at: begin)
        note(plan.counts, settings)
    }

    /// Runs a configuration that has been read, in this turn.
    func change(to settings: Settings) throws(ExporterError) -> Plan {
        try change(to: settings, at: world.time.now)
    }

    @discardableResult
    private func change(to settings: Settings, at now: Instant) throws(ExporterError) -> Plan {
        // Also of one that cannot run nothing is kept.
        defer { credentials.forget(allBut: runner.settings.namedCredentials) }
        var preparation = preparation
        preparation.follow(settings)
        try preparation.checkSourced()
        try preparation.makeChange(from: runner.settings)
        guard let change = preparation.change else { preconditionFailure("it was made ready") }
        apply(change, of: preparation, at: now)
        runner.recorder.loaded(change.settings, at: world.time.wallTime)
        return change.plan
    }

    var preparation: Preparation {
        let maker = maker.withLock { $0 }
        return state.withLock { Preparation($0.base, $0.table, maker) }
    }

    /// Runs what was made ready.
    func apply(_ change: Change, of preparation: Preparation, at now: Instant) {
        maker.withLock { $0 = preparation.maker }
        state.withLock { state in
            state.base = preparation.base
            state.table = preparation.table
        }
        let old = runner.apply(change, now: now)
        let servers = change.settings.resolvers
        if servers != old.resolvers { world.resolver.ask(servers) }
        credentials.forget(allBut: preparation.credentials)
        followers.follow(preparation.table.sources)
        showSources()
    }

    private func reloadNow(onHint: Bool) async -> (ReloadOutcome, Spent) {
        guard let source else {
            return (.refused(["there is no file to read again"]), Spent())
        }
        let (preparation, before) = (preparation, runner.settings)
        let answers = takeAnswers()
        let ready = await world.worker.run {
            var preparation = preparation
            preparation.read(source)
            guard preparation.refusal.isEmpty else { return preparation }
            preparation.take(answers)
            do throws(ExporterError) {
                try preparation.checkSourced()
                try preparation.makeChange(from: before)
            } catch {
                preparation.refusal = [error.description]
            }
            return preparation
        }
        let spent = Spent(before, preparation, ready, answers)
        guard let change = ready.change else {
            // What sources have told is to be taken over without it.
            giveBack(answers)
            wish(.targets)
            await forgetCredentials(allBut: before)
            refuse(ready.refusal, onHint: onHint, source)
            return (.refused(ready.refusal), spent)
        }
        let wasRefused = state.withLock { state in
            defer { state.refusal = [] }
            return !state.refusal.isEmpty
        }
        apply(change, of: ready, at: world.time.now)
        note(answers, ready.targetRefusals)
        let counts = change.plan.counts
        if !onHint || wasRefused || ready.isOther {
            runner.recorder.loaded(change.settings, at: world.time.wallTime)
            log(counts, change.settings, source)
            note(counts, change.settings)
        } else {
            noteTargets(change)
        }
        return (.loaded(counts), spent)
    }

    /// Forgets what was read for a configuration that was refused.
    private func forgetCredentials(allBut settings: Settings) async {
        credentials.forget(
            allBut: await world.worker.run { settings.namedCredentials })
    }

    /// The same mistakes are told once where nobody has asked.
    private func refuse(_ reasons: [String], onHint: Bool, _ source: Reloading) {
        let isKnown = state.withLock { state in
            defer { state.refusal = reasons }
            return state.refusal == reasons
        }
        runner.recorder.refused()
        guard !onHint || !isKnown else { return }
        runner.events.note(.configurationRefused(file: source.name, errors: reasons))
        for reason in reasons {
            world.log.write(
                .error, "Configuration refused, the one before it goes on",
                [LogField("file", source.name), LogField("error", reason)])
        }
    }

    private func note(_ counts: Plan.Counts, _ settings: Settings) {
        runner.events.note(
            .configurationLoaded(
                file: source?.name ?? "", probes: settings.probes.count, added: counts.added,
                changed: counts.changed, removed: counts.removed, kept: counts.kept))
    }

    private func log(_ counts: Plan.Counts, _ settings: Settings, _ source: Reloading) {
        world.log.write(
            .info, "Loaded configuration",
            [LogField("file", source.name)] + Self.fields(counts, settings))
    }

    static func fields(_ counts: Plan.Counts, _ settings: Settings) -> [LogField] {
        [
            LogField("probes", "\(settings.probes.count)"),
            LogField("added", "\(counts.added)"), LogField("changed", "\(counts.changed)"),
            LogField("removed", "\(counts.removed)"), LogField("kept", "\(counts.kept)"),
        ]
    }
}
