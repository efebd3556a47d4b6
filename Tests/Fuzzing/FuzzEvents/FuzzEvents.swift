import Events
import Simulation
import Time

/// Called by libFuzzer with one input: a byte from which the places follow where the rest is cut,
/// and the rest, a log of events.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let seed = input.first else { return -1 }
    let bytes = Array(input.dropFirst())
    let whole = lines(of: bytes, cutAt: [bytes.count])
    let inPieces = lines(of: bytes, cutAt: Cuts(seed: seed).ends(of: bytes.count))
    precondition(whole == inPieces, "a log is read otherwise in pieces")
    let events = whole.compactMap { line in
        if case .event(let event) = line.content { event } else { nil }
    }
    for event in events { checkWriting(of: event) }
    let middle = events.isEmpty ? nil : events[events.count / 2].time
    check(events, ReportRange())
    check(events, ReportRange(from: middle))
    check(events, ReportRange(to: middle))
    check(events, ReportRange(from: middle, to: middle.map { $0 + .seconds(3_600) }))
    return 0
}

private func lines(of bytes: [UInt8], cutAt ends: [Int]) -> [EventLogReader.Line] {
    var reader = EventLogReader()
    var lines: [EventLogReader.Line] = []
    var start = 0
    for end in ends {
        reader.receive(Array(bytes[start..<end]))
        start = end
        while let line = reader.next() { lines.append(line) }
    }
    while let line = reader.end() { lines.append(line) }
    return lines
}

/// What was read is written as one line, and read again as the same.
private func checkWriting(of event: Event) {
    let line = event.line
    precondition(line.firstIndex(of: 0x0a) == line.count - 1, "another line feed")
    var reader = EventLogReader()
    reader.receive(line)
    guard line.count <= EventLimits.lineBytesMax else { return }
    guard case .event(let again)? = reader.next()?.content else {
        preconditionFailure("it cannot be read again")
    }
    precondition(again.line == line, "it is written otherwise the second time")
}

/// The times of a probe add up to the range, and those of its incidents to the time it was down.
private func check(_ events: [Event], _ range: ReportRange) {
    var maker = ReportMaker(range)
    for event in events { maker.take(event) }
    let report = maker.report()
    for probe in report.probes {
        guard let from = report.range.from, let to = report.range.to else {
            preconditionFailure("a probe without a range")
        }
        let times = [probe.up, probe.down, probe.unjudged, probe.unknown]
        precondition(times.allSatisfy { $0 >= .zero }, "a negative time")
        precondition(times.reduce(.zero, +) == to - from, "times do not add up")
        let own = report.incidents.filter { $0.subject == probe.subject }
        precondition(own.reduce(.zero) { $0 + $1.duration } == probe.down, "incidents do not")
        precondition(own.count == probe.incidents.count, "an incident is lost")
    }
}
