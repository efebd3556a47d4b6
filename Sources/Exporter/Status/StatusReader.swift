import Configuration
import Network
import Status
import Synchronization
import Time

/// Looks at probes for a page, a slice of them at a time, while attempts go on.
struct StatusReader: Sendable {
    let runner: ProbeRunner
    let recorder: Recorder

    /// What ran when a page was begun.
    struct Edition: Sendable {
        let settings: Settings
        let numbers: [Int]
        let number: Int
    }

    /// The configuration changed while a page was being made.
    struct Changed: Error {}

    /// What runs now.
    var edition: Edition {
        runner.state.withLock { state in
            Edition(
                settings: state.roster.settings, numbers: state.roster.numbers,
                number: state.roster.edition)
        }
    }

    /// Whether that edition runs still.
    func isCurrent(_ number: Int) -> Bool {
        runner.state.withLock { $0.roster.edition == number }
    }

    /// What is needed to find probes, in the order of the configuration.
    func digests(_ edition: Edition) async throws(Changed) -> [ProbeDigest] {
        var digests: [ProbeDigest] = []
        digests.reserveCapacity(edition.numbers.count)
        while digests.count < edition.numbers.count {
            if !digests.isEmpty { await Task.yield() }
            let slice = edition.numbers[digests.count...].prefix(ExporterLimits.probesPerLookMax)
            try look(edition) { _, cells in
                for number in slice { digests.append(cells.digest(of: number, recorder.columns)) }
            }
        }
        return digests
    }

    /// All that a page shows of those at these places.
    func figures(_ edition: Edition, _ places: [Int]) throws(Changed) -> [ProbeFigures] {
        let (now, wallTime) = (runner.world.time.now, runner.world.time.wallTime)
        var all: [ProbeFigures] = []
        try look(edition) { state, cells in
            all = places.map { place in
                let number = edition.numbers[place]
                var figures = cells.figures(of: number, recorder.columns)
                figures.nextAttempt = state.agenda.nextAttempt(of: number, now).map { next in
                    wallTime + (next - now)
                }
                return figures
            }
        }
        return all
    }

    private func look(
        _ edition: Edition, _ body: (borrowing ProbeRunner.State, borrowing Recorder.Cells) -> Void
    ) throws(Changed) {
        let isSame = runner.state.withLock { state in
            guard state.roster.edition == edition.number else { return false }
            recorder.cells.withLock { body(state, $0) }
            return true
        }
        guard isSame else { throw Changed() }
    }
}
