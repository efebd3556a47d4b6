extension MetricTable {
    /// Appends a family's samples of one piece from a row on, as text.
    ///
    /// Returns the row that follows, in this piece where the slice was full; nil after the last.
    func render(
        _ index: Int, from row: Row, into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Row? {
        let next = pieces[row.piece].render(
            schema.families[index], from: row.index, into: &buffer, &slice)
        return following(row, next)
    }

    /// The row that follows where those of a piece were walked up to `next`; nil after the last.
    func following(_ row: Row, _ next: Int) -> Row? {
        if next < pieces[row.piece].placeCount { return Row(piece: row.piece, index: next) }
        return row.piece + 1 < pieces.count ? Row(piece: row.piece + 1, index: 0) : nil
    }
}
