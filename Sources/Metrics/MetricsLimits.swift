/// The limits of this room.
package enum MetricsLimits {
    /// A slice of an exposition counts a row that has nothing to show as so many bytes, so that a
    /// walk over many of them ends a slice too.
    package static let absentRowBytes = 16
    /// Rows of a piece of a table: as many are copied when one is recorded after a snapshot.
    package static let pieceRows = 512
    /// Native buckets of a histogram; beyond so many, neighbours are merged.
    package static let nativeBucketsMax = 160
    /// Label texts of removed series and rows of a piece stay until there are this many bytes of
    /// them, and more of them than of living ones.
    package static let removedTextBytesMax = 8 * 1024
}
