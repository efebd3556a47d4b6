import Configuration
import Metrics
import Network
import Probes
import Synchronization
import Time

/// Turns reports into cells; the one owner of all that is exposed.
///
/// A lock, although all callers run on one thread: it costs some nanoseconds and lets the compiler
/// check what a comment would only claim.
final class Recorder: Sendable {
    struct Cells: Sendable {
        var probes: MetricTable
        var own: MetricTable
        /// Of probes, each by its number, and of their addresses.
        var states: [ProbeState] = []
        /// Places in it that nobody has any more.
        var freeStates: [Int] = []
        var addresses = AddressRows()
        var dependencies = Dependencies()
        /// Slots of all probes in which no attempt could start.
        var missedSlots: UInt64 = 0
        var balance = Balance()
        /// Each attempt's lag in nanoseconds, kept only for who measures us.
        var lags: [Int64]?
        let ownRow: Row
    }

    /// What changed for a probe, worth a line in the log.
    enum Change: Equatable, Sendable {
        /// It is up, for the first time or again.
        case wentUp(isFirst: Bool)
        case wentDown(FailureReason, Phase)
        /// The leaf is another than that with this fingerprint.
        case certificateChanged(from: String)
        case segmentsWereLost
        /// The certificate on disk cannot be compared with any more.
        case certificateFileLost(CertificateFileFault)
        /// It can be again.
        case certificateFileFound
        /// It is judged from now on.
        case judged
        /// It is judged no more.
        case unjudged(Unjudged)
    }

    /// What an attempt changed: of the probe, and of the addresses that it attempted.
    struct Changes: Sendable {
        var ofProbe: [Change] = []
        var ofAddresses: [AddressChange] = []
        /// Of probes that depend on it.
        var ofOthers: [OtherChange] = []
        /// Whether another attempt is to confirm its state, or not.
        var isToBeConfirmed = false
    }

    /// What changed for a probe without an attempt of it.
    struct OtherChange: Sendable {
        var probe: Int
        var change: Change
    }

    /// What changed for one of the addresses of a probe, and what it said.
    struct AddressChange: Sendable {
        var change: Change
        var report: ProbeReport
    }

    let columns = ProbeColumns()
    let ownColumns = OwnColumns(
        loopDelayBoundsNanoseconds: TurnDurations.boundsNanoseconds)
    let cells: Mutex<Cells>

    init(build: BuildFacts, at now: WallTime) {
        var own = MetricTable(ownColumns.schema)
        let ownRow = own.addRow(
            labels: [], histograms: [ownColumns.scheduleLag, ownColumns.loopDelay],
            since: now.nanoseconds)
        var cells = Cells(probes: MetricTable(columns.schema), own: own, ownRow: ownRow)
        cells.describeSelf(ownColumns, build)
        self.cells = Mutex(cells)
    }

    /// An attempt of a probe begins, so long after its slot; returns whether it is judged.
    func begin(_ probe: Int, lag: Duration) -> Bool {
        cells.withLock { cells in
            cells.balance.attempts += 1
            cells.balance.inFlight += 1
            cells.lags?.append(lag.nanoseconds)
            cells.probes.increment(columns.attempts, cells.states[probe].row)
            cells.own.observe(
                ownColumns.scheduleLag, cells.ownRow, nanoseconds: max(0, lag.nanoseconds))
            return cells.states[probe].isJudged
        }
    }

    /// What is known of an attempt beside its report.
    struct Attempt {
        /// The number of its probe.
        let probe: Int
        /// Of the probe that was meant.
        let ticket: UInt32
        /// Whether it is the first try, and not to confirm another.
        let isFirstTry: Bool
        /// Whether its probe was judged when it began.
        let wasJudged: Bool
    }

    /// An attempt of a probe has ended; returns what it changed.
    func end(_ attempt: Attempt, _ report: ProbeReport, at now: WallTime) -> Changes {
        cells.withLock { cells in
            cells.balance.inFlight -= 1
            let probe = attempt.probe
            guard cells.states[probe].ticket == attempt.ticket else {
                cells.recordReloaded(attempt, columns, ownColumns)
                return Changes()
            }
            let isObjective =
                attempt.isFirstTry && attempt.wasJudged && cells.states[probe].isJudged
            var changes = Changes()
            let wasUp = cells.states[probe].isUp
            changes.ofProbe = cells.record(
                probe, report, isObjective: isObjective, columns, ownColumns, now)
            changes.ofAddresses = cells.recordAddresses(probe, report, columns, ownColumns, now)
            if cells.states[probe].isUp != wasUp {
                changes.ofOthers = cells.settle([probe], columns, now)
            }
            changes.isToBeConfirmed = cells.states[probe].verdictsAgainst > 0
            return changes
        }
    }

    /// Slots of a probe have passed without an attempt.
    func missed(_ probe: Int, slots: Int64, _ reason: MissedSlotReason) {
        cells.withLock { cells in
            let count = UInt64(clamping: slots)
            cells.missedSlots += count
            cells.probes.increment(columns.slotsMissed, cells.states[probe].row, by: count)
            cells.own.incrementSeries(
                ownColumns.slotsMissed, cells.ownRow,
                labels: [LabelPair(name: "reason", value: reason.rawValue)], by: Double(count))
        }
    }

    /// The clock has brought probes into their windows or out of them; returns what that changed.
    func setStandings(
        _ standings: [(probe: Int, standing: WindowTable.Standing)], at now: WallTime
    ) -> [OtherChange] {
        cells.withLock { cells in
            for (probe, standing) in standings { cells.setStanding(of: probe, standing, columns) }
            return cells.settle(standings.map(\.probe), columns, now)
        }
    }
}

extension Recorder {
    /// All cells as they are at this instant, to be rendered later.
    func exposition(
        as format: ExpositionFormat = .text, only names: Set<String>? = nil
    ) -> Exposition {
        let tables = cells.withLock { [$0.probes, $0.own] }
        return Exposition(tables, as: format, only: names)
    }

    /// Slots of all probes in which no attempt could start.
    var missedSlots: UInt64 { cells.withLock { $0.missedSlots } }

    /// A configuration has been loaded, and runs.
    func loaded(_ settings: Settings, at now: WallTime) {
        cells.withLock { cells in
            cells.own.set(ownColumns.reloadSuccessful, cells.ownRow, to: 1)
            cells.own.set(ownColumns.reloadTimestamp, cells.ownRow, to: now.nanoseconds)
        }
        counted(settings)
    }

    /// So many probes run from now on.
    func counted(_ settings: Settings) {
        cells.withLock { cells in
            cells.own.setSeries(
                ownColumns.probes, cells.ownRow, labels: [LabelPair(name: "kind", value: "tcp")],
                to: Double(settings.probes.count))
        }
    }

    /// A configuration was refused; the one before it goes on.
    func refused() {
        cells.withLock { $0.own.set(ownColumns.reloadSuccessful, $0.ownRow, to: 0) }
    }

    /// An exposition of that size was rendered to its end.
    func rendered(bytes: Int) {
        cells.withLock { cells in
            cells.own.set(ownColumns.expositionBytes, cells.ownRow, to: Double(bytes))
        }
    }
}

/// Why no attempt could start in a slot: the values of `reason` of `sonde_slots_missed_total`.
package enum MissedSlotReason: String, CaseIterable, Sendable {
    /// The attempt before it had not ended.
    case inFlight = "in_flight"
    /// The exporter did not run when it was due.
    case late
    /// As many attempts were in flight as may be.
    case places
}

extension Recorder.Cells {
    mutating func describeSelf(_ columns: OwnColumns, _ build: BuildFacts) {
        own.setSeries(
            columns.buildInfo, ownRow,
            labels: [
                LabelPair(name: "version", value: build.version),
                LabelPair(name: "swift_version", value: build.swiftVersion),
                LabelPair(name: "openssl_version", value: build.opensslVersion),
            ], to: 1)
        for reason in InconclusiveReason.allCases {
            own.setSeries(
                columns.inconclusive, ownRow,
                labels: [LabelPair(name: "reason", value: reason.rawValue)], to: 0)
        }
        for reason in MissedSlotReason.allCases {
            own.setSeries(
                columns.slotsMissed, ownRow,
                labels: [LabelPair(name: "reason", value: reason.rawValue)], to: 0)
        }
    }
}
