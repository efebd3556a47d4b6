/// Questions that wait for their turn, the oldest first.
struct WaitingLine {
    private var line: [PendingQuestion] = []
    private var head = 0

    /// False where too many wait already.
    mutating func append(_ pending: PendingQuestion) -> Bool {
        guard line.count - head < ResolverLimits.questionsWaitingMax else { return false }
        line.append(pending)
        return true
    }

    /// The oldest that has not ended.
    mutating func next() -> PendingQuestion? {
        while head < line.count {
            let pending = line[head]
            head += 1
            if head == line.count || head == ResolverLimits.questionsWaitingMax {
                line.removeFirst(head)
                head = 0
            }
            if !pending.isEnded { return pending }
        }
        return nil
    }
}
