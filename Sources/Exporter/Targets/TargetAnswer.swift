import Configuration

/// What a source of targets says.
struct TargetAnswer: Sendable {
    /// What is there now; nil where it tells nothing that could be read.
    var groups: [TargetGroup]?
    /// What is wrong, a line each; nothing where all is well.
    var faults: [String] = []

    /// The same after another one that nobody has looked at: what that told is not lost.
    func after(_ earlier: TargetAnswer?) -> TargetAnswer {
        TargetAnswer(groups: groups ?? earlier?.groups, faults: faults)
    }
}
