import HTTPServing
import Metrics
import Network
import Synchronization

/// Compresses pages beside the loop; one that several readers want at the same time only once.
///
/// Two servers that scrape for each other's sake ask for the same at nearly the same time. Whoever
/// comes while a page is being made gets that one, which is older by no more than the making takes.
/// A page of more than ``ExporterLimits/sharedPageRowsMax`` rows is made for each reader while it
/// is sent, so that it never stands in memory as a whole.
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
    func body(
        _ wanted: MetricsRequest, _ exposition: Exposition, _ recorder: Recorder
    ) async -> HTTPBody? {
        guard exposition.rowCount <= ExporterLimits.sharedPageRowsMax else {
            return compressor.begin().map { text in
                .stream(
                    CompressedBody(
                        page: CompressedPage(exposition, text), worker: worker, recorder: recorder))
            }
        }
        return await page(wanted, exposition, recorder).map { .bytes($0) }
    }

    private func page(
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
        guard let text = compressor.begin() else { return nil }
        return await worker.run {
            var page = CompressedPage(exposition, text)
            var result: [UInt8] = []
            while page.render(into: &result) {}
            recorder.rendered(bytes: page.bytes)
            return result
        }
    }
}

/// An exposition as gzip, a slice at a time.
private struct CompressedPage: Sendable {
    private var exposition: Exposition
    private let text: any CompressedText
    private var slice: [UInt8] = []
    /// Bytes of what has been compressed.
    private(set) var bytes = 0

    init(_ exposition: Exposition, _ text: any CompressedText) {
        self.exposition = exposition
        self.text = text
    }

    /// Appends what the next slice becomes; true where more follows.
    mutating func render(into result: inout [UInt8]) -> Bool {
        slice.removeAll(keepingCapacity: true)
        let hasMore = exposition.render(
            into: &slice, bytesMax: ExporterLimits.compressionSliceBytes)
        bytes += slice.count
        text.append(slice, isLast: !hasMore, to: &result)
        return hasMore
    }
}

/// A page that is compressed beside the loop while it is sent.
private struct CompressedBody: BodyProducer {
    var page: CompressedPage
    let worker: any BackgroundWorker
    let recorder: Recorder

    mutating func produce(into buffer: inout [UInt8]) async -> Bool {
        let step = await worker.run { [page] in
            var page = page
            var result: [UInt8] = []
            let hasMore = page.render(into: &result)
            return (page: page, result: result, hasMore: hasMore)
        }
        page = step.page
        buffer += step.result
        if !step.hasMore { recorder.rendered(bytes: page.bytes) }
        return step.hasMore
    }
}
