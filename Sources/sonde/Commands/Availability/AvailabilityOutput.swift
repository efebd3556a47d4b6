package import Events
import Time

/// What `sonde report` prints.
package struct AvailabilityOutput {
    let report: AvailabilityReport
    /// The logs, as they were named.
    let logs: [String]
    let brokenLineCount: Int

    package init(report: AvailabilityReport, logs: [String], brokenLineCount: Int) {
        self.report = report
        self.logs = logs
        self.brokenLineCount = brokenLineCount
    }

    func text(_ format: AvailabilityFormat) -> String {
        switch format {
        case .text: AvailabilityText(output: self).description
        case .csv: AvailabilityCSV(output: self).description
        case .json: "\(json)\n"
        }
    }

    /// What makes the report less than sure, a line each.
    var notes: [String] {
        var notes: [String] = []
        if report.lostEventCount > 0 {
            notes.append(
                "\(report.lostEventCount) events were lost before they were written, and are not "
                    + "in the report")
        }
        if report.setBackCount > 0 {
            let often = report.setBackCount == 1 ? "once" : "\(report.setBackCount) times"
            notes.append(
                "the clock was set back \(often); until it had caught up no time counts")
        }
        return notes
    }

    static func moment(_ time: WallTime) -> String { CivilTime(time).description }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.attoseconds / 1_000_000_000) / 1e9
    }
}
