import Probes
import Simulation
import Status
import Testing
import Time

@Suite struct HistoryTests {
    private static func record(
        _ second: Int64, _ verdict: Verdict = .success, connect: Duration? = .milliseconds(1)
    ) -> AttemptRecord {
        AttemptRecord(
            verdict, at: WallTime(secondsSinceEpoch: second), duration: .milliseconds(2),
            phases: PhaseDurations(connect: connect))
    }

    @Test(
        arguments: [
            0, 100, 5_000, 204_700, 1_000_000, 987_654_321, 60_000_000_000, 86_400_000_000_000,
        ])
    func `a short duration is right to one part in two thousand`(nanoseconds: Int64) throws {
        let short = try #require(ShortDuration(.nanoseconds(nanoseconds)).duration)
        #expect(abs(short.nanoseconds - nanoseconds) <= max(100, nanoseconds / 2_000))
    }

    @Test func `durations that are none have none, and the longest have an end`() throws {
        #expect(ShortDuration(nil).duration == nil)
        #expect(ShortDuration(.nanoseconds(-1)).duration == nil)
        let longest = try #require(ShortDuration(.seconds(100 * 86_400)).duration)
        #expect(longest > .seconds(2 * 86_400))
        #expect(ShortDuration(.nanoseconds(Int64.max)).duration == longest)
    }

    @Test func `no duration is longer than one that was longer`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<10_000 {
            let first = Int64.random(in: 0...1 << Int64.random(in: 1...50), using: &generator)
            let second = Int64.random(in: 0...1 << Int64.random(in: 1...50), using: &generator)
            let short = [min(first, second), max(first, second)].map {
                ShortDuration(.nanoseconds($0)).duration ?? .seconds(-1)
            }
            #expect(short[0] <= short[1])
        }
    }

    @Test func `every verdict is remembered`() {
        var verdicts: [Verdict] = [.success]
        for reason in FailureReason.allCases {
            verdicts += Phase.allCases.map { .failure(reason, $0) }
        }
        verdicts += InconclusiveReason.allCases.map { .inconclusive($0) }
        for verdict in verdicts {
            for phases in [
                PhaseDurations(resolve: .zero), PhaseDurations(proxy: .microseconds(150)),
            ] {
                let record = AttemptRecord(
                    verdict, at: WallTime(secondsSinceEpoch: 1), duration: nil, phases: phases)
                #expect(record.verdict == verdict)
                #expect(record.phases == phases)
            }
        }
    }

    @Test func `phases that were not reached are absent`() {
        let record = Self.record(4_000_000_000, connect: nil)
        #expect(record.startedAt == WallTime(secondsSinceEpoch: 4_000_000_000))
        #expect(record.phases == PhaseDurations())
        #expect(record.connect == nil)
        #expect(record.duration == .milliseconds(2))
    }

    @Test func `the last hundred attempts are kept, in their order`() {
        var history = AttemptHistory()
        #expect(history.recent.isEmpty)
        for second in 1...250 {
            history.append(Self.record(Int64(second)))
            #expect(history.recent.count == min(second, StatusLimits.attemptsMax))
            #expect(history.recent.last == Self.record(Int64(second)))
        }
        #expect(history.recent.map(\.startedAt.secondsSinceEpoch) == Array(151...250))
        #expect(history.olderFailures.isEmpty)
    }

    @Test func `failures are kept longer than what else there was`() {
        var history = AttemptHistory()
        let failure = Verdict.failure(.refused, .connect)
        for second in 1...40 { history.append(Self.record(Int64(second), failure)) }
        for second in 41...140 {
            history.append(Self.record(Int64(second)))
            #expect(history.recent.count <= StatusLimits.attemptsMax)
        }
        #expect(history.recent.allSatisfy { $0.verdict == .success })
        #expect(history.olderFailures.map(\.startedAt.secondsSinceEpoch) == Array(25...40))
        #expect(history.olderFailures.count == StatusLimits.olderFailuresMax)
    }

    @Test func `the last connection is found behind attempts without one`() {
        var history = AttemptHistory()
        #expect(history.lastConnect == .absent)
        history.append(Self.record(1, connect: nil))
        #expect(history.lastConnect == .absent)
        history.append(Self.record(2, connect: .milliseconds(7)))
        for second in 3...60 { history.append(Self.record(Int64(second), connect: nil)) }
        #expect(history.lastConnect == ShortDuration(.milliseconds(7)))
        for second in 61...200 { history.append(Self.record(Int64(second), connect: nil)) }
        #expect(history.lastConnect == .absent)
    }

    @Test func `a full history has the bytes that it may have`() {
        let records =
            (StatusLimits.attemptsMax + StatusLimits.olderFailuresMax)
            * MemoryLayout<AttemptRecord>.stride
        // Each of its two arrays and the words of the last failure have a head of 32 bytes.
        let all = records + 3 * 32 + StatusLimits.detailBytesMax
        #expect(MemoryLayout<AttemptRecord>.stride == 16)
        #expect(all <= StatusLimits.historyBytesMax)
    }
}
