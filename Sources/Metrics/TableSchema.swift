/// Which families a table has, in the order in which they are shown.
///
/// It is built once, when the program starts. Each call adds a family and returns the handle by
/// which its values are recorded. A name that is illegal or taken is a bug and traps.
public struct TableSchema: Sendable {
    private(set) var families: [Family] = []
    /// The upper bounds of all histograms, one after the other, in nanoseconds.
    private(set) var bounds: [Int64] = []
    private(set) var histogramCount = 0
    private(set) var labelledCount = 0
    /// The cells that each row has from the start, at zero.
    private(set) var countersFromStart: [CellPlace] = []
    private var cellCount = 0

    /// A schema without families.
    public init() {}

    /// The name and the type of each family, in the order in which they are shown.
    package var familyTypes: [(name: String, type: String)] {
        families.map { ($0.name, $0.type) }
    }

    /// Words of one row.
    var rowWords: Int {
        cellCount == 0 ? 0 : CellPlace(family: 0, number: cellCount - 1).offset + 1
    }

    /// Adds a family of counters, whose name ends in `_total`.
    ///
    /// Each row shows it from the start, at 0; an optional one is absent until it is enabled, set
    /// or incremented.
    public mutating func counter(
        _ name: String, _ help: String, isOptional: Bool = false
    ) -> CounterColumn {
        let column = CounterColumn(place: nextPlace())
        if !isOptional { countersFromStart.append(column.place) }
        add(Family(name, help, type: "counter", .scalar(column.place, .counter)))
        return column
    }

    /// Adds a family of gauges, absent until set.
    public mutating func gauge(_ name: String, _ help: String) -> GaugeColumn {
        let column = GaugeColumn(place: nextPlace())
        add(Family(name, help, type: "gauge", .scalar(column.place, .gauge)))
        return column
    }

    /// Adds a family of gauges in seconds that lose no nanosecond, such as a timestamp.
    ///
    /// They end in 2262. A date that may lie beyond is whole seconds in a gauge.
    public mutating func secondsGauge(_ name: String, _ help: String) -> SecondsColumn {
        let column = SecondsColumn(place: nextPlace())
        add(Family(name, help, type: "gauge", .scalar(column.place, .seconds)))
        return column
    }

    /// Adds a family of gauges in seconds with a cell for each of the values of one label.
    ///
    /// Unlike a labelled family it costs no look-up to record; the values are known beforehand.
    public mutating func secondsGauges(
        _ name: String, _ help: String, label: String, values: [String]
    ) -> [SecondsColumn] {
        let columns = values.map { _ in SecondsColumn(place: nextPlace()) }
        let cells = zip(columns, values).map { column, value in
            var text: [UInt8] = []
            LabelText.append([LabelPair(name: label, value: value)], to: &text)
            return (place: column.place, label: text + Array("} ".utf8))
        }
        add(Family(name, help, type: "gauge", .split(cells)))
        return columns
    }

    /// Adds a family of counters in seconds, absent until set, such as the processor time used.
    public mutating func secondsCounter(_ name: String, _ help: String) -> SecondsColumn {
        let column = SecondsColumn(place: nextPlace())
        add(Family(name, help, type: "counter", .scalar(column.place, .seconds)))
        return column
    }

    /// Adds a family of histograms of durations, shown in seconds.
    ///
    /// The bounds are inclusive, not negative, ascending, in nanoseconds; the bucket for everything
    /// beyond is implied. The caller has checked bounds that come from a configuration.
    public mutating func histogram(
        _ name: String, _ help: String, boundsNanoseconds: [Int64]
    ) -> HistogramColumn {
        precondition(
            zip(boundsNanoseconds, boundsNanoseconds.dropFirst()).allSatisfy { $0 < $1 }
                && boundsNanoseconds.first ?? 0 >= 0,
            "the bounds of a histogram ascend from zero")
        let column = HistogramColumn(
            family: families.count, index: histogramCount, firstBound: bounds.count,
            boundCount: boundsNanoseconds.count)
        let text = HistogramText(name, boundsNanoseconds)
        histogramCount += 1
        bounds += boundsNanoseconds
        add(Family(name, help, type: "histogram", .histogram(column, text)))
        return column
    }

    /// What the values of a labelled family mean.
    public enum LabelledKind: String, Sendable {
        /// A value that goes up and down.
        case gauge
        /// A value that only grows; its name ends in `_total`.
        case counter
    }

    /// Adds a family in which a row has a series for each set of labels that it is given.
    public mutating func labelled(
        _ name: String, _ help: String, _ kind: LabelledKind
    ) -> LabelledColumn {
        let column = LabelledColumn(family: families.count, index: labelledCount)
        labelledCount += 1
        add(Family(name, help, type: kind.rawValue, .labelled(column)))
        return column
    }

    private mutating func nextPlace() -> CellPlace {
        defer { cellCount += 1 }
        return CellPlace(family: families.count, number: cellCount)
    }

    private mutating func add(_ family: Family) {
        precondition(
            !families.contains { $0.name == family.name }, "two families are named \(family.name)")
        families.append(family)
    }
}
