extension MetricTable {
    /// Appends a family's samples of one piece from a row on, before the first row its header.
    ///
    /// Returns the row that follows, in this piece where the slice was full; nil after the last.
    func render(
        _ index: Int, from row: Row, into buffer: inout [UInt8], _ slice: inout Slice
    ) -> Row? {
        guard present[index] > 0 else { return nil }
        let family = schema.families[index]
        if row == .first { buffer += family.header }
        let next = pieces[row.piece].render(family, from: row.index, into: &buffer, &slice)
        if next < pieces[row.piece].placeCount { return Row(piece: row.piece, index: next) }
        return row.piece + 1 < pieces.count ? Row(piece: row.piece + 1, index: 0) : nil
    }
}
