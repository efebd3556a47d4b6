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
        /// Those of the probes in the order of the settings, then those of addresses.
        var states: [ProbeState] = []
        var addresses = AddressRows()
        var balance = Balance()
        /// Each attempt's lag in nanoseconds, kept only for who measures us.
        var lags: [Int64]?
        let ownRow: Row
    }

    /// What changed for a probe, worth a line in the log.
    enum Change: Equatable, Sendable {
        case wentUp
        case wentDown(FailureReason, Phase)
        case certificateChanged
        case segmentsWereLost
        /// The certificate on disk cannot be compared with any more.
        case certificateFileLost(CertificateFileFault)
        /// It can be again.
        case certificateFileFound
    }

    /// What an attempt changed: of the probe, and of the addresses that it attempted.
    struct Changes: Sendable {
        var ofProbe: [Change] = []
        var ofAddresses: [AddressChange] = []
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

    init(settings: Settings, build: BuildFacts, now: WallTime) {
        var own = MetricTable(ownColumns.schema)
        let ownRow = own.addRow(
            labels: [], histograms: [ownColumns.scheduleLag, ownColumns.loopDelay])
        var cells = Cells(probes: MetricTable(columns.schema), own: own, ownRow: ownRow)
        for probe in settings.probes {
            cells.addProbe(probe, gateway: settings.gateway, columns, now: now)
        }
        cells.describeSelf(ownColumns, build, probes: settings.probes.count, now: now)
        self.cells = Mutex(cells)
    }

    /// An attempt of a probe begins, so long after its slot.
    func begin(_ probe: Int, lag: Duration) {
        cells.withLock { cells in
            cells.balance.attempts += 1
            cells.balance.inFlight += 1
            cells.lags?.append(lag.nanoseconds)
            cells.probes.increment(columns.attempts, cells.states[probe].row)
            cells.own.observe(
                ownColumns.scheduleLag, cells.ownRow, nanoseconds: max(0, lag.nanoseconds))
        }
    }

    /// An attempt of a probe has ended; returns what it changed.
    func end(_ probe: Int, _ report: ProbeReport, at now: WallTime) -> Changes {
        cells.withLock { cells in
            cells.balance.inFlight -= 1
            let changes = cells.record(probe, report, columns, ownColumns, now)
            return Changes(
                ofProbe: changes,
                ofAddresses: cells.recordAddresses(probe, report, columns, ownColumns, now))
        }
    }

    /// Slots of a probe have passed without an attempt.
    func missed(_ probe: Int, slots: Int64, _ reason: MissedSlotReason) {
        cells.withLock { cells in
            let count = UInt64(clamping: slots)
            cells.probes.increment(columns.slotsMissed, cells.states[probe].row, by: count)
            cells.own.incrementSeries(
                ownColumns.slotsMissed, cells.ownRow,
                labels: [LabelPair(name: "reason", value: reason.rawValue)], by: Double(count))
        }
    }
}

extension Recorder {
    /// All cells as they are at this instant, to be rendered later.
    func exposition() -> Exposition {
        cells.withLock { Exposition([$0.probes, $0.own]) }
    }

    /// Slots of all probes in which no attempt could start.
    var missedSlots: UInt64 {
        cells.withLock { cells in
            cells.states.reduce(0) { $0 + cells.probes.value(of: columns.slotsMissed, $1.row) }
        }
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
    mutating func describeSelf(
        _ columns: OwnColumns, _ build: BuildFacts, probes: Int, now: WallTime
    ) {
        own.setSeries(
            columns.buildInfo, ownRow,
            labels: [
                LabelPair(name: "version", value: build.version),
                LabelPair(name: "swift_version", value: build.swiftVersion),
                LabelPair(name: "openssl_version", value: build.opensslVersion),
            ], to: 1)
        own.set(columns.reloadSuccessful, ownRow, to: 1)
        own.set(columns.reloadTimestamp, ownRow, to: now.nanoseconds)
        own.setSeries(
            columns.probes, ownRow, labels: [LabelPair(name: "kind", value: "tcp")],
            to: Double(probes))
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
