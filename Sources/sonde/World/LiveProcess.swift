import Exporter
import Kernel
import Resolver
import Synchronization
import Time

/// The running process, as the kernel sees it.
final class LiveProcess: ProcessObserver, QueryObserver {
    private let queries = Mutex([QueryResult: UInt64]())
    private let startedAt: WallTime?

    init() {
        startedAt = ProcessFigures.status().map { status in
            // Told since boot; civil time is what the clock says now less what has passed since.
            WallTime(nanoseconds: Clock.real - (Clock.boot - status.startedAtBootNanoseconds))
        }
    }

    func usage() -> ProcessUsage {
        var usage = ProcessUsage()
        let status = ProcessFigures.status()
        usage.processorNanoseconds = Clock.processProcessorTime
        usage.descriptors = ProcessFigures.openDescriptors()
        usage.descriptorsMax = ProcessFigures.descriptorLimit()
        usage.virtualBytes = status?.virtualBytes
        usage.residentBytes = status?.residentBytes
        usage.startedAt = startedAt
        return usage
    }

    func queried(result: QueryResult) {
        queries.withLock { $0[result, default: 0] += 1 }
    }

    func nameQueries() -> [(result: String, count: UInt64)] {
        queries.withLock { queries in
            QueryResult.allCases.map { ($0.rawValue, queries[$0] ?? 0) }
        }
    }
}
