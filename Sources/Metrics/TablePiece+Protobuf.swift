extension TablePiece {
    /// Measures or writes a family's samples from a row on; returns the row at which it stopped.
    func write(
        _ schema: TableSchema, _ family: Int, from row: Int, _ labels: LabelMessages,
        _ writer: inout MetricWriter, into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Int {
        for row in row..<placeCount {
            let before = buffer.count
            let wasMeasured = writer.measuredBytes
            write(schema, schema.families[family], row, labels, &writer, into: &buffer, &slice)
            if before == buffer.count, wasMeasured == writer.measuredBytes { slice.skipRow() }
            if slice.isFull(buffer.count) { return row + 1 }
        }
        return placeCount
    }

    private func write(
        _ schema: TableSchema, _ family: Family, _ row: Int, _ labels: LabelMessages,
        _ writer: inout MetricWriter, into buffer: inout [UInt8], _ slice: inout Slice
    ) {
        let isCounter = family.type == "counter"
        switch family.shape {
        case .scalar(let place, let kind):
            guard let bits = load(place, row) else { return }
            writer.append(kind.value(bits), isCounter: isCounter, since: began(row))
            writer.finish(labels.bytes[labels[row]], into: &buffer, &slice)
        case .split(let cells):
            for cell in cells {
                guard let bits = load(cell.place, row) else { continue }
                LabelMessages.append(cell.label[...], to: &writer.scratch)
                writer.append(Family.Scalar.seconds.value(bits), isCounter: false, since: nil)
                writer.finish(labels.bytes[labels[row]], into: &buffer, &slice)
            }
        case .labelled(let column):
            var current = series.first(column, row)
            while current >= 0 {
                let (text, value, next) = series[current]
                LabelMessages.append(series.texts[text], to: &writer.scratch)
                writer.append(value, isCounter: isCounter, since: began(row))
                writer.finish(labels.bytes[labels[row]], into: &buffer, &slice)
                current = next
            }
        case .histogram(let column, _):
            guard let start = histograms.start(column, row) else { return }
            writer.append(
                histograms, column, start, bounds: schema.bounds,
                since: histograms.began(start, inRowSince: began(row)))
            writer.finish(labels.bytes[labels[row]], into: &buffer, &slice)
        }
    }
}

extension Family.Scalar {
    /// What a cell says, as a text of it would be read.
    fileprivate func value(_ bits: UInt64) -> Double {
        switch self {
        case .counter: Double(bits)
        case .gauge: Double(bitPattern: bits)
        case .seconds: Double(secondsOf: Int64(bitPattern: bits))
        }
    }
}

extension MetricWriter {
    /// Appends the value of a counter or a gauge.
    @inline(__always)
    fileprivate mutating func append(_ value: Double, isCounter: Bool, since start: Int64?) {
        inner.appendField(1, double: value)
        if isCounter, let start { append(timestamp: start, 3) }
        nest(isCounter ? 3 : 2)
    }

    /// Appends a histogram with its classic buckets, and its native ones where it has some.
    fileprivate mutating func append(
        _ histograms: HistogramCells, _ column: HistogramColumn, _ start: Int, bounds: [Int64],
        since began: Int64?
    ) {
        let all = (0...column.boundCount).reduce(0) { $0 &+ histograms.count(start, bucket: $1) }
        inner.appendField(1, varint: all)
        let sum = Int64(truncatingIfNeeded: histograms.sum(start))
        inner.appendField(2, double: Double(secondsOf: sum))
        var cumulative: UInt64 = 0
        for bucket in 0...column.boundCount {
            cumulative &+= histograms.count(start, bucket: bucket)
            let bound =
                bucket == column.boundCount
                ? .infinity : Double(secondsOf: bounds[column.firstBound + bucket])
            part.appendField(1, varint: cumulative)
            part.appendField(2, double: bound)
            endPart(3)
        }
        let block = histograms.block(start)
        if block.isKept { appendNative(histograms.native, block) }
        if let began { append(timestamp: began, 15) }
        nest(7)
    }

    /// Appends the native buckets: spans without gaps, and each count less that of the one before.
    private mutating func appendNative(_ native: NativeBuckets, _ block: NativeBlock) {
        inner.appendField(5, zigzag: block.schema)
        // Only what is exactly 0 is in the bucket of zero; this is how wide others have it.
        inner.appendField(6, double: 0x1p-128)
        var (end, previous) = (0, 0)
        for (index, count) in native.buckets(of: block) {
            guard index != NativeIndex.zero else {
                inner.appendField(7, varint: count)
                continue
            }
            if let last = spans.indices.last, index == end {
                spans[last].length += 1
            } else {
                spans.append((index - end, 1))
            }
            end = index + 1
            deltas.append(zigzag: Int(count) - previous)
            previous = Int(count)
        }
        // One that is empty says that there are native buckets, although none has counted yet.
        if spans.isEmpty { spans.append((0, 0)) }
        for span in spans {
            part.appendField(1, zigzag: span.offset)
            part.appendField(2, varint: UInt64(span.length))
            endPart(12)
        }
        if !deltas.isEmpty { inner.appendField(13, bytes: deltas) }
        spans.removeAll(keepingCapacity: true)
        deltas.removeAll(keepingCapacity: true)
    }

    /// Appends a `google.protobuf.Timestamp`; one before 1970 as its beginning.
    private mutating func append(timestamp nanoseconds: Int64, _ number: UInt8) {
        let (seconds, rest) = max(0, nanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
        part.appendField(1, varint: UInt64(seconds))
        part.appendField(2, varint: UInt64(rest))
        endPart(number)
    }
}
