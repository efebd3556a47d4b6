import Network
import Probes
import Status
import Time

extension Recorder.Cells {
    /// Remembers an attempt for people; of the addresses of a probe only the whole is remembered.
    mutating func remember(
        _ probe: Int, _ report: ProbeReport, _ verdict: Verdict, _ now: WallTime
    ) {
        guard !states[probe].isAddress else { return }
        let start = now + (.zero - report.duration)
        states[probe].history.append(
            report.isTimingFair
                ? AttemptRecord(
                    verdict, at: start, duration: report.duration, phases: report.phases)
                : AttemptRecord(verdict, at: start, duration: nil))
        guard case .failure(let reason, let phase) = verdict else { return }
        states[probe].lastFailure = ProbeState.LastFailure(
            failure: ProbeState.Failure(reason: reason, phase: phase), at: start,
            step: report.failedStep, detail: report.detail.map(Self.cut))
    }

    /// Between characters.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > StatusLimits.detailBytesMax else { return text }
        var short = ""
        for scalar in text.unicodeScalars {
            guard short.utf8.count + UTF8.width(scalar) <= StatusLimits.detailBytesMax - 3 else {
                break
            }
            short.unicodeScalars.append(scalar)
        }
        return short + "…"
    }
}
