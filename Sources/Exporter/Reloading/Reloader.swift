import Configuration
import Network
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
    private let state = Mutex(State())

    private typealias Waiter = CheckedContinuation<ReloadOutcome, Never>

    private struct State {
        var isWanted = false
        var waiters: [Waiter] = []
        var hasEnded = false
    }

    init(_ source: Reloading?, runner: ProbeRunner, world: World) {
        self.source = source
        self.runner = runner
        self.world = world
        alarm = world.time.makeAlarm()
        maker = Mutex(ProbeMaker(tls: world.tls, files: world.files, log: world.log))
    }

    /// Whether it may be asked for from outside.
    var acceptsRequests: Bool { source?.acceptsRequests ?? false }

    /// Asks for the configuration to be read again.
    func request() {
        state.withLock { $0.isWanted = true }
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
        while !Task.isCancelled {
            let waiters = state.withLock { state -> [Waiter]? in
                guard state.isWanted else { return nil }
                state.isWanted = false
                defer { state.waiters = [] }
                return state.waiters
            }
            guard let waiters else {
                _ = await alarm.sleep(until: .distantFuture)
                continue
            }
            let outcome = await reloadNow()
            for waiter in waiters { waiter.resume(returning: outcome) }
        }
        let late = state.withLock { state in
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in late { waiter.resume(returning: .ended) }
    }
}

extension Reloader {
    /// Runs the first configuration; slots count from `begin` on.
    func begin(with settings: Settings, at begin: Instant) throws(ExporterError) {
        try change(to: settings, at: begin)
    }

    /// Runs a configuration that has been read, in this turn.
    func change(to settings: Settings) throws(ExporterError) -> Plan {
        try change(to: settings, at: world.time.now)
    }

    @discardableResult
    private func change(to settings: Settings, at now: Instant) throws(ExporterError) -> Plan {
        var maker = maker.withLock { $0 }
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

    private func reloadNow() async -> ReloadOutcome {
        guard let source else { return .refused(["there is no file to read again"]) }
        let (before, maker) = (runner.settings, maker.withLock { $0 })
        let reading = await world.worker.run { Self.read(source, before, maker) }
        switch reading {
        case .refused(let reasons):
            runner.recorder.refused()
            for reason in reasons {
                world.log.write(
                    .error, "Configuration refused, the one before it goes on",
                    [LogField("file", source.name), LogField("error", reason)])
            }
            return .refused(reasons)
        case .ready(let change, let maker):
            self.maker.withLock { $0 = maker }
            let old = runner.apply(change, now: world.time.now)
            runner.recorder.loaded(change.settings, at: world.time.wallTime)
            let counts = change.plan.counts
            log(counts, change.settings, before: old, source)
            // To let go of ten thousand probes takes milliseconds.
            await world.worker.run { withExtendedLifetime((old, change)) {} }
            return .loaded(counts)
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
