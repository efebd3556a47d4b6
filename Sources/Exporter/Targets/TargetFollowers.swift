import Configuration
import Network
import Probes
import Synchronization
import Time

/// Asks those who tell targets, each in a task of its own, for as long as somebody follows them.
final class TargetFollowers: Sendable {
    private let world: World
    private let credentials: CredentialKeeper
    private let userAgent: String
    private let alarm: any Alarm
    private let state = Mutex(State())

    private struct State {
        /// Who is to be asked.
        var wanted: Set<TargetSource> = []
        /// Who is being asked, and how to end that.
        var running: [TargetSource: Ending] = [:]
    }

    /// Web servers are told that `userAgent` asks.
    init(_ world: World, _ credentials: CredentialKeeper, userAgent: String) {
        self.world = world
        self.credentials = credentials
        self.userAgent = userAgent
        alarm = world.time.makeAlarm()
    }

    /// Asks these from now on, and no others.
    func follow(_ sources: Set<TargetSource>) {
        state.withLock { $0.wanted = sources }
        alarm.wake()
    }

    /// Hands what they say to `deliver` until the task is cancelled.
    func run(
        deliver: @escaping @Sendable (TargetSource, TargetAnswer) -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for (source, ending) in change() {
                    group.addTask { await self.ask(source, until: ending, deliver) }
                }
                _ = await alarm.sleep(until: .distantFuture)
            }
            group.cancelAll()
        }
    }

    /// Ends what is wanted no more; returns what is to begin.
    private func change() -> [(TargetSource, Ending)] {
        state.withLock { state in
            for (source, ending) in state.running where !state.wanted.contains(source) {
                ending.end()
                state.running[source] = nil
            }
            let fresh = state.wanted.filter { state.running[$0] == nil }
            return fresh.map { source in
                let ending = Ending(world.time.makeAlarm())
                state.running[source] = ending
                return (source, ending)
            }
        }
    }

    private func ask(
        _ source: TargetSource, until ending: Ending,
        _ deliver: @escaping @Sendable (TargetSource, TargetAnswer) -> Void
    ) async {
        let follower = TargetFollower(
            world: world, credentials: credentials, userAgent: userAgent
        ) { answer in
            if !ending.hasCome { deliver(source, answer) }
        }
        await withDiscardingTaskGroup { group in
            group.addTask { await follower.follow(source) }
            await ending.wait()
            group.cancelAll()
        }
    }
}

/// Ends one of several tasks; a group of them can only cancel all.
private final class Ending: Sendable {
    private let alarm: any Alarm
    private let isOver = Mutex(false)

    init(_ alarm: any Alarm) {
        self.alarm = alarm
    }

    var hasCome: Bool { isOver.withLock { $0 } }

    func end() {
        isOver.withLock { $0 = true }
        alarm.wake()
    }

    /// Returns at the end, or when the task is cancelled.
    func wait() async {
        while !hasCome, !Task.isCancelled {
            _ = await alarm.sleep(until: .distantFuture)
        }
    }
}

/// Asks one of those who tell targets, again and again.
struct TargetFollower: Sendable {
    let world: World
    let credentials: CredentialKeeper
    let userAgent: String
    let deliver: @Sendable (TargetAnswer) -> Void

    /// Until the task is cancelled.
    func follow(_ source: TargetSource) async {
        switch source {
        case .files(let patterns): await follow(TargetFiles(patterns))
        case .services(let names): await follow(services: names)
        case .http(let source): await follow(source)
        }
    }
}
