/// Attempts that wait for a place, first come first served.
struct StartQueue {
    private var starts: [Agenda.Start] = []
    private var head = 0

    var first: Agenda.Start? { head < starts.count ? starts[head] : nil }

    mutating func append(_ start: Agenda.Start) {
        starts.append(start)
    }

    mutating func popFirst() -> Agenda.Start? {
        guard let first else { return nil }
        head += 1
        // Moved up only when half is spent, so that each start is moved once on average.
        if head * 2 > starts.count {
            starts.removeFirst(head)
            head = 0
        }
        return first
    }
}
