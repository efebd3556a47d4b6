import Exporter
import Kernel
import Synchronization

/// What a running exporter did between two moments.
final class Observation: Sendable {
    private struct Moment {
        var attempts: UInt64 = 0
        var missed: UInt64 = 0
        var monotonic: Int64 = 0
        var processorTime: Int64 = 0
        var descriptors = 0
        var residentBytes = 0

        init() {}

        init(_ exporter: Exporter) {
            attempts = exporter.balance.attempts
            missed = exporter.missedSlots
            monotonic = Clock.monotonic
            processorTime = Clock.threadProcessorTime
            descriptors = (ProcessFigures.openDescriptors() ?? 0) - Int(exporter.balance.inFlight)
            residentBytes = ProcessFigures.status()?.residentBytes ?? 0
        }
    }

    private let state = Mutex((before: Moment(), after: Moment(), lags: [Int64]()))

    func begin(_ exporter: Exporter, attemptsExpected: Int) {
        exporter.keepLags(expected: attemptsExpected)
        state.withLock { $0.before = Moment(exporter) }
    }

    func end(_ exporter: Exporter) {
        state.withLock { state in
            state.after = Moment(exporter)
            state.lags = exporter.lags
        }
    }

    var figures: Figures {
        state.withLock { state in
            let (before, after) = (state.before, state.after)
            let lags = state.lags.map { Double($0) / 1e9 }
            var figures = Figures()
            figures["lag_p50_seconds"] = lags.quantile(0.5)
            figures["lag_p99_seconds"] = lags.quantile(0.99)
            figures["lag_p999_seconds"] = lags.quantile(0.999)
            figures["lag_highest_seconds"] = lags.max() ?? .nan
            figures["missed_slots"] = Double(after.missed - before.missed)
            figures["attempts"] = Double(after.attempts - before.attempts)
            figures["cpu_cores"] =
                Double(after.processorTime - before.processorTime)
                / Double(after.monotonic - before.monotonic)
            figures["resident_bytes"] = Double(after.residentBytes)
            figures["resident_growth_bytes"] = Double(after.residentBytes - before.residentBytes)
            figures["descriptor_growth"] = Double(after.descriptors - before.descriptors)
            return figures
        }
    }
}
