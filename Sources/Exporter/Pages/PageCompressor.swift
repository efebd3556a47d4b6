import Metrics
import Network
import Synchronization

/// Compresses pages beside the loop; one that several readers want at the same time only once.
///
/// Two servers that scrape for each other's sake ask for the same at nearly the same time. Whoever
/// comes while a page is being made gets that one, which is older by no more than the making takes.
final class PageCompressor: Sendable {
    private let compressor: any Compressor
    private let worker: any BackgroundWorker
    private let underWay = Mutex([MetricsRequest: [Waiter]]())

    private typealias Waiter = CheckedContinuation<[UInt8]?, Never>

    init(_ compressor: any Compressor, worker: any BackgroundWorker) {
        self.compressor = compressor
        self.worker = worker
    }

    /// The page as gzip.
    ///
    /// Nil where it cannot be made, or where ``ExporterLimits/compressionsMax`` are being made;
    /// then the reader gets it as it is.
    func page(
        _ wanted: MetricsRequest, _ exposition: Exposition, _ recorder: Recorder
    ) async -> [UInt8]? {
        switch enter(wanted) {
        case .refused: return nil
        case .joined:
            return await withCheckedContinuation { waiter in
                let isWaiting = underWay.withLock { underWay in
                    underWay[wanted]?.append(waiter) != nil
                }
                // It was done in between.
                if !isWaiting { waiter.resume(returning: nil) }
            }
        case .first:
            let page = await make(exposition, recorder)
            let waiters = underWay.withLock { $0.removeValue(forKey: wanted) } ?? []
            for waiter in waiters { waiter.resume(returning: page) }
            return page
        }
    }

    private enum Entry {
        case first, joined, refused
    }

    private func enter(_ wanted: MetricsRequest) -> Entry {
        underWay.withLock { underWay in
            if underWay[wanted] != nil { return .joined }
            guard underWay.count < ExporterLimits.compressionsMax else { return .refused }
            underWay[wanted] = []
            return .first
        }
    }

    private func make(_ exposition: Exposition, _ recorder: Recorder) async -> [UInt8]? {
        await worker.run { [compressor] in
            var exposition = exposition
            var bytes = 0
            let page = compressor.gzip { buffer in
                let before = buffer.count
                let hasMore = exposition.render(
                    into: &buffer, bytesMax: ExporterLimits.expositionSliceBytes)
                bytes += buffer.count - before
                return hasMore
            }
            recorder.rendered(bytes: bytes)
            return page
        }
    }
}
