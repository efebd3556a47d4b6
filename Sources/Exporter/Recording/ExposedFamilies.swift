import Metrics
import Time

/// Every family that the metrics page can show, whether or not anything shows it now.
package enum ExposedFamilies {
    /// Name and type of each, in the order of the page; for who holds the manual against it.
    package static var all: [(name: String, type: String)] {
        let own = OwnColumns(loopDelayBoundsNanoseconds: TurnDurations.boundsNanoseconds)
        return ProbeColumns().schema.familyTypes + own.schema.familyTypes
    }
}
