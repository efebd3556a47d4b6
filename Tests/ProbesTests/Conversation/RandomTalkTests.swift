import Network
import Probes
import Simulation
import Testing
import Time

struct RandomTalkTests {
    private static let count = 2_000

    /// All that a conversation leaves behind.
    private struct Result: Equatable {
        var answer: Oracle.Answer
        var duration: Duration
        var phases: PhaseDurations
        var transcript: Transcript?
        var trace: UInt64
    }

    private static func result(_ talk: RandomTalk, seed: UInt64) throws -> Result {
        let turns = talk.turns
        let scene = Scene.talk(.completes(Scene.facts()), seed: seed) { handshake in
            (talk.isUnderTLS ? [handshake] : []) + turns
        }
        let report = try scene.converse(
            try talk.steps, tls: talk.isUnderTLS, timeout: RandomTalk.timeout)
        let rest: String? =
            if case .text(let text)? = report.captured.last?.content { text } else { nil }
        return Result(
            answer: Oracle.Answer(
                verdict: report.verdict, step: report.failedNumber, rest: rest),
            duration: report.duration, phases: report.phases, transcript: report.transcript,
            trace: scene.world.trace.hash)
    }

    @Test func `random conversations end as an oracle says, twice in the same way`() throws {
        var generator = SeededGenerator(seed: 0x7461_6c6b)
        var verdicts: [String: Int] = [:]
        for seed in 0..<UInt64(Self.count) {
            let talk = RandomTalk(&generator)
            let result = try Self.result(talk, seed: seed)
            let firstWord = Scene.oneWay * (talk.isUnderTLS ? 4 : 3)
            var oracle = Oracle(talk, firstWord: firstWord)
            let answer = oracle.answer()
            #expect(result.answer == answer, "\(seed): \(talk)")
            #expect(result.duration <= RandomTalk.timeout, "\(seed)")
            #expect(try Self.result(talk, seed: seed) == result, "\(seed)")
            verdicts["\(answer.verdict)", default: 0] += 1
        }
        // Each way to end is among them, and not just once.
        #expect(verdicts.count == 5, "\(verdicts)")
        #expect(verdicts.values.allSatisfy { $0 > 30 }, "\(verdicts)")
    }
}
