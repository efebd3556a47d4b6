import Status
import Testing

@Suite struct ConditionTests {
    private static func standing(
        isUp: Bool?, hasSucceeded: Bool?, isScheduled: Bool = true, isInMaintenance: Bool = false,
        isBlocked: Bool = false
    ) -> ProbeStanding {
        var standing = ProbeStanding()
        standing.isUp = isUp
        standing.hasSucceeded = hasSucceeded
        standing.isScheduled = isScheduled
        standing.isInMaintenance = isInMaintenance
        standing.isBlocked = isBlocked
        return standing
    }

    @Test func `the state is told by attempts`() {
        let states: [(Bool?, Bool?, ProbeCondition)] = [
            (nil, nil, .unknown), (nil, false, .failing), (true, true, .up),
            (true, false, .failing),
            (false, false, .down), (false, true, .down),
        ]
        for (isUp, hasSucceeded, condition) in states {
            let standing = Self.standing(isUp: isUp, hasSucceeded: hasSucceeded)
            #expect(standing.condition == condition)
        }
    }

    @Test func `what explains a failure goes before it`() {
        let down = { (isScheduled: Bool, isInMaintenance: Bool, isBlocked: Bool) in
            Self.standing(
                isUp: false, hasSucceeded: false, isScheduled: isScheduled,
                isInMaintenance: isInMaintenance, isBlocked: isBlocked
            ).condition
        }
        #expect(down(false, true, true) == .paused)
        #expect(down(true, true, true) == .maintenance)
        #expect(down(true, false, true) == .blocked)
        #expect(down(true, false, false) == .down)
    }

    @Test func `what needs attention comes first`() {
        #expect(ProbeCondition.allCases.sorted() == ProbeCondition.allCases)
        #expect(ProbeCondition.allCases.filter(\.needsAttention) == [.down, .failing])
    }
}
