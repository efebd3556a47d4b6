import Network
import Testing

struct ServiceAnswerTests {
    private static func record(
        _ priority: UInt16, _ weight: UInt16, _ target: String, _ port: UInt16
    ) -> ServiceRecord {
        ServiceRecord(priority: priority, weight: weight, port: port, target: target)
    }

    private static let inOrder = [
        record(0, 0, "z", 9), record(1, 65535, "z", 9), record(1, 2, "a", 8), record(1, 2, "b", 7),
        record(1, 2, "b", 8), record(1, 0, "a", 1), record(2, 9, "a", 1),
    ]

    @Test func `services come by priority, the heaviest first, then by target and port`() {
        for records in [Self.inOrder, Self.inOrder.reversed(), Self.inOrder.shuffled()] {
            let answer = ServiceAnswer(records: records, timeToLive: .seconds(1))
            #expect(answer.records == Self.inOrder)
        }
    }

    @Test func `a service that stands there twice is one, and equal answers are equal`() {
        let twice = ServiceAnswer(
            records: Self.inOrder + Self.inOrder.reversed(), timeToLive: .seconds(1))
        let once = ServiceAnswer(records: Self.inOrder, timeToLive: .seconds(1))
        #expect(twice == once)
        #expect(once != ServiceAnswer(records: Self.inOrder, timeToLive: .seconds(2)))
    }
}
