import HTTPServing
import Metrics
import Network
import Synchronization
import Time

/// Brings the exporter's own figures up to date, when they are asked for.
struct OwnFigures: Sendable {
    let recorder: Recorder
    let runner: ProbeRunner
    let world: World
    let connections: ConnectionCount
    let events: EventLog

    func refresh() {
        let age = runner.oldestDueSlotAge
        let turns = world.time.turnDurations
        let usage = world.process.usage()
        let queries = world.process.nameQueries()
        let eventCounts = events.counts
        let columns = recorder.ownColumns
        recorder.cells.withLock { cells in
            let row = cells.ownRow
            cells.own.set(columns.oldestDueSlot, row, to: age.nanoseconds)
            cells.own.set(
                columns.loopDelay, row, counts: turns.counts,
                sumNanoseconds: turns.sumNanoseconds)
            for query in queries {
                cells.own.setSeries(
                    columns.nameQueries, row,
                    labels: [LabelPair(name: "result", value: query.result)],
                    to: Double(query.count))
            }
            if let eventCounts {
                let results = [("written", eventCounts.written), ("lost", eventCounts.lost)]
                for (result, count) in results {
                    cells.own.setSeries(
                        columns.events, row, labels: [LabelPair(name: "result", value: result)],
                        to: Double(count))
                }
            }
            cells.show(usage, columns)
            cells.showDescriptors(http: connections.count, columns)
        }
    }
}

extension Recorder.Cells {
    fileprivate mutating func show(_ usage: ProcessUsage, _ columns: OwnColumns) {
        let times: [(SecondsColumn, Int64?)] = [
            (columns.processor, usage.processorNanoseconds),
            (columns.startTime, usage.startedAt?.nanoseconds),
        ]
        for case (let column, let value?) in times { own.set(column, ownRow, to: value) }
        let figures: [(GaugeColumn, Int?)] = [
            (columns.descriptors, usage.descriptors),
            (columns.descriptorsMax, usage.descriptorsMax),
            (columns.virtualBytes, usage.virtualBytes),
            (columns.residentBytes, usage.residentBytes),
        ]
        for case (let column, let value?) in figures { own.set(column, ownRow, to: Double(value)) }
    }

    /// Each reader has one socket, and so has each attempt in flight at the most, but for those at
    /// several addresses.
    fileprivate mutating func showDescriptors(http: Int, _ columns: OwnColumns) {
        for (kind, count) in [("probe", Int(balance.inFlight)), ("http", http)] {
            own.setSeries(
                columns.openDescriptors, ownRow, labels: [LabelPair(name: "kind", value: kind)],
                to: Double(count))
        }
    }
}

/// How many clients are connected.
final class ConnectionCount: Sendable {
    private let open = Mutex(0)
    private let log: any Log

    init(log: any Log) {
        self.log = log
    }

    var count: Int { open.withLock { $0 } }

    func change(by difference: Int) {
        open.withLock { $0 += difference }
    }

    func acceptFailed(_ error: NetworkError) {
        log.write(
            .warn, "No connection could be accepted; trying again in a moment",
            [LogField("error", "\(error)")])
    }
}

/// Counts what the server answers.
struct RequestCount: HTTPObserver {
    let recorder: Recorder
    let connections: ConnectionCount

    func answered(handler: String, code: Int) {
        recorder.cells.withLock { cells in
            cells.own.incrementSeries(
                recorder.ownColumns.requests, cells.ownRow,
                labels: [
                    LabelPair(name: "handler", value: handler),
                    LabelPair(name: "code", value: String(code)),
                ])
        }
    }

    func opened() { connections.change(by: 1) }
    func closed() { connections.change(by: -1) }
    func acceptFailed(_ error: NetworkError) { connections.acceptFailed(error) }
}
