import Scheduling
import Time

/// Called by libFuzzer with one input: the file of a time zone.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do throws(TimeZoneFault) {
        check(try TimeZone(tzif: input))
    } catch {
        // Each fault is as good as another.
    }
    return 0
}

/// Asks for years before the table, in it and beyond.
private func check(_ zone: TimeZone) {
    for moment: Int64 in [-60_000_000_000, -1, 1_800_000_000, 4_000_000_000, 250_000_000_000] {
        let offset = zone.offset(at: moment)
        // POSIX lets a rule name 24 hours, 59 minutes and 59 seconds.
        precondition(abs(offset) <= 93_599, "\(offset) s are no offset")
        guard let next = zone.transition(after: moment) else { continue }
        precondition(next > moment, "the clocks changed before")
        precondition(zone.offset(at: next) != offset, "the clocks do not change")
    }
    let schedule = Schedule(
        zone: zone, weekly: [.init(on: [1], .init(begin: 3_600, end: 7_200))])
    let begin = WallTime(secondsSinceEpoch: 1_800_000_000)
    precondition(schedule.change(after: begin) > begin, "a change came before")
}
