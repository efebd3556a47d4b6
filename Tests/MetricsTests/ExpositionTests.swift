import Metrics
import Simulation
import Testing

@Suite struct ExpositionTests {
    @Test func `a table with a family of each kind is shown whole`() {
        var everything = Everything()
        everything.record()
        #expect(everything.table.text == Everything.text)
    }

    @Test(arguments: [1, 7, 100, 1000, 1_000_000, Int.max])
    func `the text is the same in slices of any size`(bytesMax: Int) {
        var everything = Everything()
        everything.record()
        #expect(Exposition([everything.table]).text(bytesMax: bytesMax) == Everything.text)
    }

    @Test(arguments: [1, 50, 300])
    func `a slice is longer than asked by no more than a row of a family and its header`(
        bytesMax: Int
    ) {
        var everything = Everything()
        everything.record()
        var exposition = Exposition([everything.table])
        // The histogram's row of five lines, with the two lines of its header.
        let excessMax = 500
        var isMore = true
        while isMore {
            var slice: [UInt8] = []
            isMore = exposition.render(into: &slice, bytesMax: bytesMax)
            #expect(slice.count <= bytesMax + excessMax)
            #expect(!isMore || !slice.isEmpty)
            #expect(slice.last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n"))
        }
    }

    @Test func `a slice is appended to what the buffer holds`() {
        let everything = Everything()
        var exposition = Exposition([everything.table])
        var buffer = Array("before".utf8)
        #expect(exposition.render(into: &buffer, bytesMax: 1))
        #expect(buffer.starts(with: "before# HELP probe_attempts_total".utf8))
    }

    @Test func `rows that show nothing end a slice that has something`() {
        var schema = TableSchema()
        let counter = schema.counter("x_total", "Rare.", isOptional: true)
        var table = MetricTable(schema)
        let rows = (0..<3000).map { table.addRow(labels: .probe("\($0)")) }
        table.enable(counter, rows[10])
        table.enable(counter, rows[1000])
        table.enable(counter, rows[2990])
        var exposition = Exposition([table])
        var slice: [UInt8] = []
        // The walk to the second sample is worth 16 KB, so this sample is the last of the slice.
        #expect(exposition.render(into: &slice, bytesMax: 10_000))
        #expect(slice.split(separator: UInt8(ascii: "\n")).count == 4)
        #expect(Exposition([table]).text(bytesMax: 10_000) == table.text)
    }

    @Test func `a family without samples is left out`() {
        var schema = TableSchema()
        let gauge = schema.gauge("a", "A gauge.")
        let counter = schema.counter("b_total", "Optional.", isOptional: true)
        _ = schema.histogram("c_seconds", "Not enabled.", boundsNanoseconds: [1])
        let labelled = schema.labelled("d", "Without series.", .gauge)
        var table = MetricTable(schema)
        #expect(table.text == "")
        let row = table.addRow(labels: .probe("x"))
        #expect(table.text == "")
        table.set(gauge, row, to: 1)
        table.setSeries(labelled, row, labels: Everything.reason("r", "p"), to: 1)
        #expect(table.text.contains("# TYPE a gauge\na{probe=\"x\"} 1\n"))
        table.clear(gauge, row)
        table.removeSeries(labelled, row)
        #expect(table.text == "")
        table.enable(counter, row)
        #expect(table.values == ["0"])
    }

    @Test func `tables follow one another, and a row may have no labels`() {
        var schema = TableSchema()
        let up = schema.gauge("sonde_up", "Up.")
        let lag = schema.histogram("sonde_lag_seconds", "Lag.", boundsNanoseconds: [])
        let build = schema.labelled("sonde_build_info", "Build.", .gauge)
        var table = MetricTable(schema)
        let row = table.addRow(labels: [], histograms: [lag])
        table.set(up, row, to: 1)
        table.setSeries(build, row, labels: [LabelPair(name: "version", value: "1")], to: 1)
        table.setSeries(build, row, labels: [], to: 2)
        table.observe(lag, row, nanoseconds: 10)
        let own = """
            # HELP sonde_up Up.
            # TYPE sonde_up gauge
            sonde_up 1
            # HELP sonde_lag_seconds Lag.
            # TYPE sonde_lag_seconds histogram
            sonde_lag_seconds_bucket{le="+Inf"} 1
            sonde_lag_seconds_sum 0.00000001
            sonde_lag_seconds_count 1
            # HELP sonde_build_info Build.
            # TYPE sonde_build_info gauge
            sonde_build_info{version="1"} 1
            sonde_build_info 2

            """
        var everything = Everything()
        everything.record()
        let both = Exposition([table, MetricTable(TableSchema()), everything.table])
        #expect(both.text() == own + Everything.text)
        #expect(both.text(bytesMax: 1) == own + Everything.text)
    }

    @Test func `labels and help are escaped, and all else is left as it is`() {
        var schema = TableSchema()
        let hits = schema.counter("hits_total", "A \\ and\na \"quote\".")
        let series = schema.labelled("series", "S.", .gauge)
        var table = MetricTable(schema)
        let hostile = "\\ \" \n \r \t \0 } , = ü \u{1F600} {le=\"1\"} 5\nevil 1\\"
        let row = table.addRow(labels: .probe(hostile))
        _ = hits
        table.setSeries(series, row, labels: [LabelPair(name: "s", value: hostile)], to: 1)
        let escaped =
            #"\\ \" \n "# + "\r \t \0 } , = ü \u{1F600} "
            + #"{le=\"1\"} 5\nevil 1\\"#
        let expected = """
            # HELP hits_total A \\\\ and\\na "quote".
            # TYPE hits_total counter
            hits_total{probe="\(escaped)"} 0
            # HELP series S.
            # TYPE series gauge
            series{probe="\(escaped)",s="\(escaped)"} 1

            """
        #expect(table.text.utf8.elementsEqual(expected.utf8))
    }

    @Test func `a record after the snapshot is not seen in it`() {
        var everything = Everything()
        everything.record()
        var exposition = Exposition([everything.table])
        var bytes: [UInt8] = []
        var isMore = exposition.render(into: &bytes, bytesMax: 1)
        while isMore {
            everything.record()
            everything.table.set(everything.silent, everything.mail, to: 5)
            everything.table.clear(everything.success, everything.web)
            everything.table.removeSeries(everything.versions, everything.mail)
            _ = everything.table.addRow(
                labels: .probe("new"), histograms: [everything.connect])
            isMore = exposition.render(into: &bytes, bytesMax: 1)
        }
        #expect(String(decoding: bytes, as: UTF8.self) == Everything.text)
        #expect(everything.table.text != Everything.text)
    }

    @Test func `more columns than the bits of a word keep apart`() {
        var schema = TableSchema()
        let gauges = (0..<200).map { schema.gauge("g\($0)", "A gauge.") }
        var table = MetricTable(schema)
        let rows = (0..<3).map { table.addRow(labels: .probe("\($0)")) }
        for (index, gauge) in gauges.enumerated() where !index.isMultiple(of: 3) {
            for (number, row) in rows.enumerated() {
                table.set(gauge, row, to: Double(1000 * number + index))
            }
        }
        for (index, gauge) in gauges.enumerated() {
            for (number, row) in rows.enumerated() {
                let expected = index.isMultiple(of: 3) ? nil : Double(1000 * number + index)
                #expect(table.value(of: gauge, row) == expected)
            }
        }
        #expect(table.values.count == 133 * 3)
    }
}
