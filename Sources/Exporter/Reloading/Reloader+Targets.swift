import Configuration
import Events
import Network
import Synchronization
import Time

// Targets that others tell.
extension Reloader {
    /// A source has told something.
    func hear(_ answer: TargetAnswer, from source: TargetSource) {
        state.withLock { $0.answers[source] = answer.after($0.answers[source]) }
        wish(.targets)
    }

    func takeAnswers() -> [TargetSource: TargetAnswer] {
        state.withLock { state in
            defer { (state.answers, state.retryAt) = ([:], nil) }
            return state.answers
        }
    }

    /// Keeps answers that nobody could use for the next change, unless newer ones come.
    func giveBack(_ answers: [TargetSource: TargetAnswer]) {
        state.withLock { $0.answers.merge(answers) { newer, older in newer.after(older) } }
    }

    /// Runs with the targets that sources have told.
    func changeTargets() async -> Spent {
        let answers = takeAnswers()
        guard !answers.isEmpty else { return Spent() }
        let (preparation, before) = (preparation, runner.settings)
        let ready = await world.worker.run {
            let known = preparation.table.changeCount
            var preparation = preparation
            preparation.take(answers)
            guard preparation.table.changeCount != known else { return preparation }
            do throws(ExporterError) {
                try preparation.makeChange(from: before)
            } catch {
                preparation.refusal = [error.description]
            }
            return preparation
        }
        let spent = Spent(before, preparation, ready, answers)
        guard let change = ready.change else {
            if ready.refusal.isEmpty {
                // Nothing can be made of it now; it may be with another configuration.
                state.withLock { $0.table = ready.table }
            } else {
                // Files of secrets have broken since the configuration was read.
                giveBack(answers)
                let retryAt = world.time.now + ExporterLimits.targetRetryInterval
                state.withLock { $0.retryAt = retryAt }
            }
            note(answers, ready.targetRefusals, besides: ready.refusal)
            return spent
        }
        apply(change, of: ready, at: world.time.now)
        note(answers, ready.targetRefusals)
        noteTargets(change)
        return spent
    }

    /// Notes for each sourced probe how its source has answered.
    func note(
        _ answers: [TargetSource: TargetAnswer], _ refusals: [TargetTable.Refusal],
        besides trouble: [String] = []
    ) {
        let now = world.time.wallTime
        let lines = state.withLock { state in
            state.table.sourced.flatMap { sourced -> [TargetLedger.Line] in
                let own = refusals.filter { $0.probe == sourced.qualifiedName }.map(\.reason)
                let answer = answers[sourced.source]
                guard answer != nil || !own.isEmpty else { return [] }
                let faults = (answer?.faults ?? []) + own + trouble
                return state.ledger.note(faults, of: sourced, at: now)
            }
        }
        for line in lines { world.log.write(line.level, line.message, line.fields) }
        showSources()
    }

    func showSources() {
        let standings = state.withLock { $0.ledger.standings($0.table) }
        runner.recorder.show(standings)
    }

    /// Tells what other targets have changed.
    func noteTargets(_ change: Change) {
        let counts = change.plan.counts
        guard counts.added + counts.changed + counts.removed > 0 else { return }
        runner.recorder.counted(change.settings)
        world.log.write(.info, "Targets have changed", Self.fields(counts, change.settings))
        runner.events.note(
            .targetsChanged(
                probes: change.settings.probes.count, added: counts.added,
                changed: counts.changed, removed: counts.removed, kept: counts.kept))
    }
}
