import Configuration
import Events
import Probes
import Synchronization
import Time

extension ProbeRunner {
    /// Runs another configuration from this instant on, in one go.
    ///
    /// It was made ready for the settings that run now; what is kept is not touched. Returns those
    /// settings: to let go of so many takes time as well.
    func apply(_ change: Change, now: Instant) -> Settings {
        lookAtClock()
        let moment = Moment(
            now: now, wallTime: world.time.wallTime, gateway: change.settings.gateway,
            columns: recorder.columns)
        var news = News()
        let old = state.withLock { state in
            recorder.cells.withLock { cells in
                let old = state.roster.settings
                let dependencies = state.apply(change, &cells, moment, &news)
                news.changes += cells.setDependencies(
                    dependencies, touched: news.touched, moment.columns, moment.wallTime)
                return old
            }
        }
        for subject in news.removed { events.note(.probeRemoved, of: subject) }
        tell(news.changes)
        alarm.wake()
        return old
    }
}

/// What a change of the configuration is to the event log.
private struct News {
    var removed: [Subject] = []
    /// Those that may be judged otherwise than before.
    var touched: [Int] = []
    var changes: [Recorder.OtherChange] = []
}

/// When a configuration is changed, and what is needed for each of its probes.
private struct Moment {
    let now: Instant
    let wallTime: WallTime
    let gateway: String?
    let columns: ProbeColumns
}

extension ProbeRunner.State {
    /// Changes what runs; returns who depends on whom now.
    fileprivate mutating func apply(
        _ change: Change, _ cells: inout Recorder.Cells, _ moment: Moment, _ news: inout News
    ) -> Dependencies {
        let (before, settings) = (roster.numbers, roster.settings)
        for place in change.plan.removed {
            if let entry = roster[before[place]] { news.removed.append(entry.subject) }
            remove(before[place], &cells)
        }
        var numbers: [Int] = []
        numbers.reserveCapacity(change.plan.fates.count)
        for (place, fate) in change.plan.fates.enumerated() {
            switch fate {
            case .kept(let old):
                numbers.append(before[old])
            case .changed(let old), .asksAnew(let old):
                replace(
                    before[old], with: change.settings.probes[place], from: settings.probes[old],
                    change.probes[place], &cells, moment, &news)
                numbers.append(before[old])
            case .added:
                guard let probe = change.probes[place] else {
                    preconditionFailure("what is new has been made")
                }
                numbers.append(
                    add(change.settings.probes[place], probe, &cells, moment, &news))
            }
        }
        roster.replace(settings: change.settings, numbers: numbers)
        var parents: [Int: [[Int]]] = [:]
        for (place, groups) in change.parents {
            parents[numbers[place]] = groups.map { group in group.map { numbers[$0] } }
        }
        return Dependencies(parents)
    }

    private mutating func remove(_ number: Int, _ cells: inout Recorder.Cells) {
        agenda.remove(number)
        windows.remove(number)
        roster[number] = nil
        cells.removeProbe(number)
    }

    private mutating func add(
        _ settings: ProbeSettings, _ probe: any Probe, _ cells: inout Recorder.Cells,
        _ moment: Moment, _ news: inout News
    ) -> Int {
        let ticket = nextTicket()
        let number = cells.addProbe(
            settings, ticket: ticket, gateway: moment.gateway, moment.columns, at: moment.wallTime)
        place(number, settings, probe, &cells, moment) { agenda, isOpen in
            agenda.add(number, settings, ticket: ticket, isOpen: isOpen, now: moment.now)
        }
        cells.judge(number, moment.columns, moment.wallTime)
        // Whoever reads the log takes a probe for judged until it says otherwise.
        if let reason = cells.states[number].unjudged {
            news.changes.append(Recorder.OtherChange(probe: number, change: .unjudged(reason)))
        }
        return number
    }

    /// Changes a probe; one that does something else gets a ticket of its own.
    private mutating func replace(
        _ number: Int, with settings: ProbeSettings, from old: ProbeSettings,
        _ probe: (any Probe)?, _ cells: inout Recorder.Cells, _ moment: Moment,
        _ news: inout News
    ) {
        guard let current = roster[number]?.probe else {
            preconditionFailure("what is changed runs")
        }
        let ticket = probe.map { _ in nextTicket() }
        cells.changeProbe(
            number, to: settings, from: old, ticket: ticket, moment.columns, at: moment.wallTime)
        place(number, settings, probe ?? current, &cells, moment) { agenda, isOpen in
            if let ticket {
                agenda.add(number, settings, ticket: ticket, isOpen: isOpen, now: moment.now)
            } else {
                agenda.change(number, to: settings, isOpen: isOpen, now: moment.now)
            }
        }
        news.touched.append(number)
    }

    /// Finds out what holds of a probe at this time, and tells everybody.
    private mutating func place(
        _ number: Int, _ settings: ProbeSettings, _ probe: any Probe,
        _ cells: inout Recorder.Cells, _ moment: Moment,
        _ schedule: (inout Agenda, _ isOpen: Bool) -> Void
    ) {
        let standing = windows.set(
            number, schedule: settings.schedule, maintenance: settings.maintenance,
            now: moment.wallTime)
        cells.setStanding(of: number, standing, moment.columns)
        schedule(&agenda, standing.isScheduled)
        roster[number] = Roster.Entry(settings, probe, gateway: moment.gateway)
    }

    private mutating func nextTicket() -> UInt32 {
        // 0 is nobody's.
        lastTicket = lastTicket == .max ? 1 : lastTicket + 1
        return lastTicket
    }
}
