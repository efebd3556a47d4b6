/// Shows families as messages, each after its length.
///
/// The length stands first, so a family is walked twice: measured, then written. Neither needs more
/// memory than a slice.
struct ProtobufRendering: Sendable {
    private(set) var phase = Phase.between
    private var writer = MetricWriter()
    private var header: [UInt8] = []
    /// The labels of the rows, by table and piece, as far as they were needed.
    private var labels: [[LabelMessages]] = []

    enum Phase: Sendable {
        /// No family is being shown.
        case between
        case measuring
        case writing
    }

    mutating func beginMeasuring(_ family: Family) {
        phase = .measuring
        header = family.messageHeader
        writer.begin()
    }

    /// Ends the measuring, and begins to write; or ends that: returns whether the family is done.
    mutating func endPhase(into buffer: inout [UInt8]) -> Bool {
        guard phase == .measuring else {
            phase = .between
            return true
        }
        buffer.append(varint: UInt64(header.count + writer.measuredBytes))
        buffer += header
        phase = .writing
        return false
    }

    /// Measures or writes samples of a family from a row on.
    ///
    /// Returns the row that follows; nil after the last.
    mutating func render(
        _ table: MetricTable, _ place: FamilyPlace, from row: Row, into buffer: inout [UInt8],
        _ slice: inout Slice
    ) -> Row? {
        while labels.count <= place.table { labels.append([]) }
        while labels[place.table].count <= row.piece {
            let piece = table.pieces[labels[place.table].count]
            labels[place.table].append(LabelMessages(piece.rowTexts))
        }
        writer.isMeasuring = phase == .measuring
        let next = table.pieces[row.piece].write(
            table.schema, place.family, from: row.index, labels[place.table][row.piece], &writer,
            into: &buffer, &slice)
        return table.following(row, next)
    }
}

/// Measures or writes one `Metric` after the other.
struct MetricWriter: Sendable {
    var isMeasuring = false
    private(set) var measuredBytes = 0
    /// What a `Metric` has beside the labels of its row.
    var scratch: [UInt8] = []
    /// What is to stand in the scratch as a message of its own, and in that as one.
    var inner: [UInt8] = []
    var part: [UInt8] = []
    /// Of a native histogram: its spans, and its counts, each less that of the one before.
    var spans: [(offset: Int, length: Int)] = []
    var deltas: [UInt8] = []

    mutating func begin() {
        measuredBytes = 0
    }

    /// Ends a `Metric`, whose fields are the labels of its row and what stands in the scratch.
    @inline(__always)
    mutating func finish(
        _ labels: ArraySlice<UInt8>, into buffer: inout [UInt8], _ slice: inout Slice
    ) {
        let size = labels.count + scratch.count
        if isMeasuring {
            let bytes = 1 + varintSize(size) + size
            measuredBytes += bytes
            slice.measured(bytes)
        } else {
            buffer.append(4 << 3 | 2)
            buffer.append(varint: UInt64(size))
            buffer += labels
            buffer += scratch
        }
        scratch.removeAll(keepingCapacity: true)
    }

    /// Puts what stands in the inner scratch into the scratch, as a field.
    @inline(__always)
    mutating func nest(_ number: UInt8) {
        scratch.appendField(number, bytes: inner)
        inner.removeAll(keepingCapacity: true)
    }

    /// Puts the part into the inner scratch, as a field.
    @inline(__always)
    mutating func endPart(_ number: UInt8) {
        inner.appendField(number, bytes: part)
        part.removeAll(keepingCapacity: true)
    }
}
