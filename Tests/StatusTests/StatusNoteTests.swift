import Probes
import Testing
import Time
import Wire

@testable import Status

/// The line that goes with a state.
struct StatusNoteTests {
    private static func note(
        _ condition: ProbeCondition, fails: Bool = false, cannotTell: Bool = false
    ) throws -> StatusNote {
        let now = PageTests.now
        var probe = PageTests.probe("p", condition)
        probe.names.text = "what it is"
        probe.since = now + .seconds(-3_600)
        probe.windowChange = now + .seconds(9 * 3_600)
        probe.maintenanceChange = now + .seconds(3 * 3_600)
        if fails { probe.failure = ProbeFailure(.refused, .connect) }
        if cannotTell {
            probe.attempts = [
                AttemptRecord(.inconclusive(.descriptors), at: now, duration: nil)
            ]
        }
        let note = StatusNote(probe, at: now)
        // Who reads the API is told the same in fewer letters, but for what the probe is.
        let row = try #require(StatusAnswer.Row(try JSON(parsing: Array("\(probe.json)".utf8))))
        let told = StatusNote(row, at: now)
        #expect(told.isFault == note.isFault)
        let short = note.text.replacing(" · for ", with: ", ").replacing(" · ", with: ", ")
        #expect(told.text == (note.text == probe.names.text ? "" : short))
        return note
    }

    @Test(
        arguments: [
            (ProbeCondition.down, true, "Connection refused · for 1 h"),
            (.failing, true, "Connection refused"),
            // Enough successes have not come yet.
            (.down, false, "Answers again, not confirmed yet · for 1 h"),
            (.maintenance, true, "3 h left · Connection refused"),
            (.maintenance, false, "3 h left"),
            (.paused, true, "Begins in 9 h"),
            (.blocked, true, "A probe it depends on is down"),
            (.unknown, false, "Not attempted yet"),
            (.up, false, "what it is"),
        ])
    func `each state has its words`(condition: ProbeCondition, fails: Bool, text: String) throws {
        let note = try Self.note(condition, fails: fails)
        #expect(note.text == text)
        #expect(note.isFault == (fails && condition.needsAttention))
    }

    @Test(arguments: [ProbeCondition.down, .failing, .maintenance, .unknown, .up])
    func `what kept us from telling is said beside the state`(condition: ProbeCondition) throws {
        let words = "Cannot tell now: \(InconclusiveReason.descriptors.words)"
        let note = try Self.note(condition, fails: condition.needsAttention, cannotTell: true)
        #expect(note.text.hasSuffix(words))
        #expect((note.text == words) == (condition == .unknown || condition == .up))
    }
}
