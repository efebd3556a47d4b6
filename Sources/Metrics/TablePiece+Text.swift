extension TablePiece {
    /// Appends a family's samples from a row on, and returns the row at which the slice was full.
    func render(
        _ family: Family, from row: Int, into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Int {
        switch family.shape {
        case .scalar(let place, let kind):
            render(family.nameText, place, kind, from: row, into: &buffer, &slice)
        case .split(let cells):
            render(family.nameText, cells, from: row, into: &buffer, &slice)
        case .histogram(let column, let text):
            render(text, column, from: row, into: &buffer, &slice)
        case .labelled(let column):
            render(family.nameText, column, from: row, into: &buffer, &slice)
        }
    }

    private func render(
        _ name: [UInt8], _ place: CellPlace, _ kind: Family.Scalar, from first: Int,
        into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Int {
        for row in first..<placeCount {
            guard let bits = load(place, row) else {
                slice.skipRow()
                continue
            }
            buffer += name
            buffer += rowTexts.bytes[rowTexts[row]]
            switch kind {
            case .counter: buffer.appendLine(integer: bits)
            case .gauge: buffer.appendLine(double: Double(bitPattern: bits))
            case .seconds: buffer.appendLine(nanoseconds: Int64(bitPattern: bits))
            }
            if slice.isFull(buffer.count) { return row + 1 }
        }
        return placeCount
    }

    private func render(
        _ name: [UInt8], _ cells: [(place: CellPlace, label: [UInt8])], from first: Int,
        into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Int {
        for row in first..<placeCount {
            guard rowTexts.hasRow(row) else {
                slice.skipRow()
                continue
            }
            let (open, skip) = rowTexts.open(row)
            for cell in cells {
                guard let bits = load(cell.place, row) else {
                    slice.skipRow()
                    continue
                }
                buffer += name
                buffer += rowTexts.bytes[open]
                buffer += cell.label[skip...]
                buffer.appendLine(nanoseconds: Int64(bitPattern: bits))
            }
            if slice.isFull(buffer.count) { return row + 1 }
        }
        return placeCount
    }

    private func render(
        _ name: [UInt8], _ column: LabelledColumn, from first: Int,
        into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Int {
        for row in first..<placeCount {
            var current = series.first(column, row)
            guard current >= 0 else {
                slice.skipRow()
                continue
            }
            let (open, skip) = rowTexts.open(row)
            while current >= 0 {
                let (text, value, next) = series[current]
                // Where neither row nor series has a label (the text is `} `), there are no braces.
                let isBare = skip == 1 && text.count == 2
                buffer += name
                buffer += rowTexts.bytes[isBare ? 0..<0 : open]
                buffer += series.texts[text.lowerBound + skip..<text.upperBound]
                buffer.appendLine(double: value)
                current = next
            }
            if slice.isFull(buffer.count) { return row + 1 }
        }
        return placeCount
    }

    private func render(
        _ text: HistogramText, _ column: HistogramColumn, from first: Int,
        into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Int {
        for row in first..<placeCount {
            guard let start = histograms.start(column, row) else {
                slice.skipRow()
                continue
            }
            let (open, skip) = rowTexts.open(row)
            var count: UInt64 = 0
            var boundStart = 0
            for bucket in 0...column.boundCount {
                count &+= histograms.count(start, bucket: bucket)
                let boundEnd = text.boundEnds[bucket]
                buffer += text.bucket
                buffer += rowTexts.bytes[open]
                buffer += text.bounds[boundStart + skip..<boundEnd]
                buffer.appendLine(integer: count)
                boundStart = boundEnd
            }
            buffer += text.sum
            buffer += rowTexts.bytes[rowTexts[row]]
            let sum = histograms.sum(start)
            buffer.appendLine(nanoseconds: Int64(truncatingIfNeeded: sum))
            buffer += text.count
            buffer += rowTexts.bytes[rowTexts[row]]
            buffer.appendLine(integer: count)
            if slice.isFull(buffer.count) { return row + 1 }
        }
        return placeCount
    }
}
