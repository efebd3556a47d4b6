package import Time

/// Answers kept for as long as their servers allow.
///
/// Answers that a name does not exist are not kept: their time to live stands in an SOA record (RFC
/// 2308 section 5), which c-ares does not hand out, and a probe should see at once that a name is
/// back.
package struct AnswerCache: Sendable {
    private var entries: [Question: Entry] = [:]
    private var added: UInt64 = 0

    private struct Entry {
        var answer: ReadAnswer
        var expiry: Instant
        var number: UInt64
    }

    /// One that holds nothing.
    package init() {}

    /// How many answers it holds, expired ones among them.
    package var count: Int { entries.count }

    /// The answer to a question, where one is known that holds at `now`.
    package func answer(to question: Question, at now: Instant) -> ReadAnswer? {
        guard let entry = entries[question], now < entry.expiry else { return nil }
        return entry.answer
    }

    /// Keeps an answer for its time to live, at most an hour; one of 0 s is not kept.
    package mutating func keep(_ answer: ReadAnswer, to question: Question, at now: Instant) {
        let seconds = min(answer.timeToLiveSeconds, ResolverLimits.timeToLiveSecondsMax)
        guard seconds > 0 else {
            entries[question] = nil
            return
        }
        if entries[question] == nil, entries.count >= ResolverLimits.answersKeptMax {
            makeRoom(at: now)
        }
        added += 1
        entries[question] = Entry(
            answer: answer, expiry: now + .seconds(seconds), number: added)
    }

    /// Drops what has expired; where that is nothing, the oldest eighth.
    ///
    /// An eighth, because finding the oldest means to look at all of them.
    private mutating func makeRoom(at now: Instant) {
        entries = entries.filter { now < $0.value.expiry }
        guard entries.count >= ResolverLimits.answersKeptMax else { return }
        let numbers = entries.values.map(\.number).sorted()
        let oldestKept = numbers[numbers.count / 8]
        entries = entries.filter { $0.value.number >= oldestKept }
    }
}
