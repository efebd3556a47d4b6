import Events
import Kernel
import Wire

/// What `sonde report --events FILE` does.
struct ReportCommand {
    func run(_ order: ReportOrder) -> Exit {
        do throws(EventLogError) {
            let logs = try EventLog.open(order.logs)
            var maker = ReportMaker(order.range, logCount: logs.count)
            var broken = BrokenLines()
            for (number, log) in logs.enumerated() {
                for (path, file) in log.files {
                    try Self.read(file, path) { line in
                        switch line.content {
                        case .event(let event): maker.take(event, log: number)
                        case .skipped: break
                        case .broken(let fault): broken.add(path, line.number, fault)
                        }
                    }
                }
            }
            let report = maker.report()
            let output = AvailabilityOutput(
                report: report, logs: order.logs, brokenLineCount: broken.count)
            StandardStream.output.write(output.text(order.format))
            StandardStream.error.write(
                (broken.notes + output.notes).map { "sonde: \(ShownText.of($0))\n" }.joined())
            return .success
        } catch {
            Complaint.write(error.message)
            return .usage
        }
    }

    private static func read(
        _ file: OpenFile, _ path: String, take: (EventLogReader.Line) -> Void
    ) throws(EventLogError) {
        var reader = EventLogReader()
        var piece: [UInt8] = []
        do throws(ErrorNumber) {
            while try file.read(into: &piece) {
                reader.receive(piece)
                piece.removeAll(keepingCapacity: true)
                while let line = reader.next() { take(line) }
            }
        } catch {
            throw EventLogError(path, .system(error))
        }
        while let line = reader.end() { take(line) }
    }
}

/// Lines that could not be read: the first few of them, and how many there were.
private struct BrokenLines {
    private static let toldMax = 10

    private var told: [String] = []
    private(set) var count = 0

    mutating func add(_ path: String, _ line: Int, _ fault: EventFault) {
        count += 1
        if count <= Self.toldMax { told.append("\(path):\(line): \(fault)") }
    }

    var notes: [String] {
        count > told.count
            ? told + ["and \(count - told.count) more lines that are no events"] : told
    }
}
