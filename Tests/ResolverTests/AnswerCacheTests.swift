import Network
import Resolver
import Testing
import Time

struct AnswerCacheTests {
    private let start = Instant(nanoseconds: 0)

    private func question(_ number: Int) throws -> Question {
        Question(try #require(DomainName("host\(number).example")), .a)
    }

    private func answer(seconds: Int64) -> ReadAnswer {
        ReadAnswer(.addresses([.loopback4]), alias: nil, timeToLiveSeconds: seconds)
    }

    @Test(arguments: [(1, 1), (3600, 3600), (100_000, 3600)])
    func `an answer is kept for its time to live, at most an hour`(
        timeToLive: Int64, kept: Int64
    ) throws {
        var cache = AnswerCache()
        cache.keep(answer(seconds: timeToLive), to: try question(1), at: start)
        let last = start + .seconds(kept) + .nanoseconds(-1)
        #expect(cache.answer(to: try question(1), at: last) != nil)
        #expect(cache.answer(to: try question(1), at: start + .seconds(kept)) == nil)
        #expect(ResolverLimits.timeToLiveSecondsMax == 3600)
    }

    @Test func `an answer that may not be kept replaces one that was`() throws {
        var cache = AnswerCache()
        cache.keep(answer(seconds: 9), to: try question(1), at: start)
        cache.keep(answer(seconds: 0), to: try question(1), at: start)
        #expect(cache.answer(to: try question(1), at: start) == nil)
    }

    @Test func `a family is kept apart from the other`() throws {
        var cache = AnswerCache()
        cache.keep(answer(seconds: 9), to: try question(1), at: start)
        #expect(cache.answer(to: Question(try question(1).name, .aaaa), at: start) == nil)
    }

    @Test func `beyond its bound it forgets what has expired, then the oldest`() throws {
        var cache = AnswerCache()
        let full = ResolverLimits.answersKeptMax
        for number in 0..<full {
            let seconds: Int64 = number == full - 1 ? 1 : 100
            cache.keep(answer(seconds: seconds), to: try question(number), at: start)
        }
        let later = start + .seconds(2)
        cache.keep(answer(seconds: 100), to: try question(full), at: later)
        #expect(cache.count == full)
        #expect(cache.answer(to: try question(0), at: later) != nil)
        cache.keep(answer(seconds: 100), to: try question(full + 1), at: later)
        #expect(cache.count <= full)
        #expect(cache.answer(to: try question(0), at: later) == nil)
        #expect(cache.answer(to: try question(full + 1), at: later) != nil)
        #expect(cache.answer(to: try question(full - 2), at: later) != nil)
    }
}
