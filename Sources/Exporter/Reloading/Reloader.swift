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
    private let runner: ProbeRunner
    private let world: World
    private let alarm: any Alarm
    private let maker: Mutex<ProbeMaker>
    private let credentials: CredentialKeeper
    private let state = Mutex(State())

    private typealias Waiter = CheckedContinuation<ReloadOutcome, Never>

    private struct State {
        var wish = Wish.none
        /// Why the last one was refused; nothing where it was not.
        var refusal: [String] = []
        var waiters: [Waiter] = []
        var hasEnded = false
    }

    /// Why the configuration is to be read again.
    private enum Wish: Comparable {
        case none
        /// Its files may have changed: where they have not, nothing is said.
        case hint
        /// Somebody has said so.
        case order
    }

    init(
        _ source: Reloading?, runner: ProbeRunner, world: World, credentials: CredentialKeeper
    ) {
        self.source = source
        self.runner = runner
        self.world = world
        alarm = world.time.makeAlarm()
        maker = Mutex(ProbeMaker(world, credentials))
        self.credentials = credentials
    }

    /// Whether it may be asked for from outside.
    var acceptsRequests: Bool { source?.acceptsRequests ?? false }

    /// Asks for the configuration to be read again.
    func request() { wish(.order) }

    private func wish(_ wish: Wish) {
        state.withLock { $0.wish = max($0.wish, wish) }
        alarm.wake()
    }

    /// Reads the configuration again; returns when that is done.
    func reload() async -> ReloadOutcome {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiters.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume(returning: .ended) } else { request() }
        }
    }

    /// Reads the configuration whenever that is asked for, until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            if source?.followsFiles == true { group.addTask { await self.followFiles() } }
            while !Task.isCancelled {
                let (wish, waiters) = state.withLock { state in
                    defer { (state.wish, state.waiters) = (.none, []) }
                    return (state.wish, state.waiters)
                }
                guard wish > .none else {
                    _ = await alarm.sleep(until: .distantFuture)
                    continue
                }
                let outcome = await reloadNow(onHint: wish == .hint)
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
        var maker = maker.withLock { $0 }
        defer { credentials.forget(allBut: runner.settings.namedCredentials) }
        let change = try Change(from: runner.settings, to: settings, &maker)
        self.maker.withLock { $0 = maker }
        _ = runner.apply(change, now: now)
        runner.recorder.loaded(settings, at: world.time.wallTime)
        return change.plan
    }

    private enum Reading: Sendable {
        case ready(Change, ProbeMaker)
        case refused([String])
    }

    private func reloadNow(onHint: Bool) async -> ReloadOutcome {
        guard let source else { return .refused(["there is no file to read again"]) }
        let (before, maker) = (runner.settings, maker.withLock { $0 })
        let reading = await world.worker.run { Self.read(source, before, maker) }
        defer { credentials.forget(allBut: runner.settings.namedCredentials) }
        switch reading {
        case .refused(let reasons):
            refuse(reasons, onHint: onHint, source)
            return .refused(reasons)
        case .ready(let change, let maker):
            let wasRefused = state.withLock { state in
                defer { state.refusal = [] }
                return !state.refusal.isEmpty
            }
            self.maker.withLock { $0 = maker }
            let old = runner.apply(change, now: world.time.now)
            let counts = change.plan.counts
            if !onHint || wasRefused || change.settings != old {
                runner.recorder.loaded(change.settings, at: world.time.wallTime)
                log(counts, change.settings, before: old, source)
                note(counts, change.settings)
            }
            // To let go of ten thousand probes takes milliseconds.
            await world.worker.run { withExtendedLifetime((old, change)) {} }
            return .loaded(counts)
        }
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

    /// Away from the loop.
    private static func read(
        _ source: Reloading, _ before: Settings, _ maker: ProbeMaker
    ) -> Reading {
        switch source.load() {
        case .failure(let errors):
            let omitted = errors.omittedCount > 0 ? ["and \(errors.omittedCount) more"] : []
            return .refused(errors.errors.map(\.description) + omitted)
        case .success(let settings):
            var maker = maker
            do throws(ExporterError) {
                return .ready(try Change(from: before, to: settings, &maker), maker)
            } catch {
                return .refused([error.description])
            }
        }
    }

    private func note(_ counts: Plan.Counts, _ settings: Settings) {
        runner.events.note(
            .configurationLoaded(
                file: source?.name ?? "", probes: settings.probes.count, added: counts.added,
                changed: counts.changed, removed: counts.removed, kept: counts.kept))
    }

    private func log(
        _ counts: Plan.Counts, _ settings: Settings, before: Settings, _ source: Reloading
    ) {
        world.log.write(
            .info, "Loaded configuration",
            [
                LogField("file", source.name), LogField("probes", "\(settings.probes.count)"),
                LogField("added", "\(counts.added)"), LogField("changed", "\(counts.changed)"),
                LogField("removed", "\(counts.removed)"), LogField("kept", "\(counts.kept)"),
            ])
        guard before.resolvers != settings.resolvers else { return }
        world.log.write(
            .warn, "Other name servers are asked only after the next start",
            [LogField("file", source.name)])
    }
}
