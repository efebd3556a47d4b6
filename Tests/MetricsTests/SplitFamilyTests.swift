import Metrics
import Testing

@Suite struct SplitFamilyTests {
    private static func table() -> (MetricTable, [SecondsColumn], Row, Row) {
        var schema = TableSchema()
        let phases = schema.secondsGauges(
            "x_phase_seconds", "Phases.", label: "phase", values: ["connect", "t\"ls"])
        var table = MetricTable(schema)
        let labelled = table.addRow(labels: [LabelPair(name: "probe", value: "a")])
        let bare = table.addRow(labels: [])
        return (table, phases, labelled, bare)
    }

    @Test func `each value of the label has a cell of its own, and absent ones are not shown`() {
        var (table, phases, labelled, bare) = Self.table()
        table.set(phases[0], labelled, to: 1_500_000_000)
        table.set(phases[1], labelled, to: 20_000_000)
        table.set(phases[1], bare, to: 3)
        #expect(
            table.text == """
                # HELP x_phase_seconds Phases.
                # TYPE x_phase_seconds gauge
                x_phase_seconds{probe="a",phase="connect"} 1.5
                x_phase_seconds{probe="a",phase="t\\"ls"} 0.02
                x_phase_seconds{phase="t\\"ls"} 0.000000003

                """)
        table.clear(phases[1], labelled)
        table.clear(phases[0], labelled)
        table.clear(phases[1], bare)
        #expect(table.text == "")
    }

    @Test(arguments: [false, true])
    func `a row that has gone shows none of its cells`(isBareGone: Bool) {
        var (table, phases, labelled, bare) = Self.table()
        for row in [labelled, bare] { table.set(phases[0], row, to: 1_000_000_000) }
        table.removeRow(isBareGone ? bare : labelled)
        let left = isBareGone ? "{probe=\"a\",phase=\"connect\"}" : "{phase=\"connect\"}"
        #expect(
            table.text == """
                # HELP x_phase_seconds Phases.
                # TYPE x_phase_seconds gauge
                x_phase_seconds\(left) 1

                """)
        let next = table.addRow(labels: .probe("b"))
        #expect(table.value(of: phases[0], next) == nil)
        table.set(phases[1], next, to: 2_000_000_000)
        #expect(table.values.count == 2)
    }

    @Test func `a histogram that is kept elsewhere is shown as it is`() {
        var schema = TableSchema()
        let column = schema.histogram("x_seconds", "X.", boundsNanoseconds: [1_000_000_000])
        var table = MetricTable(schema)
        let row = table.addRow(labels: [], histograms: [column])
        table.set(column, row, counts: [2, 1], sumNanoseconds: 4_500_000_000)
        #expect(
            table.text == """
                # HELP x_seconds X.
                # TYPE x_seconds histogram
                x_seconds_bucket{le="1.0"} 2
                x_seconds_bucket{le="+Inf"} 3
                x_seconds_sum 4.5
                x_seconds_count 3

                """)
    }
}
