/// Collects the mistakes of one file, so that all of them are reported at once.
final class Findings {
    private let file: String
    private let countMax: Int
    private var errors: [ConfigurationError] = []
    private var omittedCount = 0
    private var contradictions: Set<[Mark]> = []

    init(file: String, countMax: Int) {
        self.file = file
        self.countMax = countMax
    }

    /// What was found, in the order of the file; nil where all is well.
    var refusal: ConfigurationErrors? {
        guard !errors.isEmpty else { return nil }
        let order = errors.enumerated().sorted { left, right in
            let leftMark = (left.element.line ?? 0, left.element.column ?? 0, left.offset)
            return leftMark < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
        }
        return ConfigurationErrors(order.map(\.element), omittedCount: omittedCount)
    }

    /// Notes a mistake at `mark`, or in the file as a whole.
    ///
    /// The texts are made only when they are kept: a file may hold a million mistakes.
    func report(
        _ mark: Mark?, key: @autoclosure () -> String = "", file: String? = nil,
        _ mistake: @autoclosure () -> Mistake
    ) {
        guard errors.count < countMax else {
            omittedCount += 1
            return
        }
        let mistake = mistake()
        errors.append(
            ConfigurationError(
                file: file ?? self.file, line: mark?.line, column: mark?.column, key: key(),
                message: mistake.message, suggestion: mistake.suggestion))
    }

    /// Notes that two settings contradict each other, once: many probes may inherit both.
    func report(
        contradiction place: Place, with other: Mark?, _ mistake: @autoclosure () -> Mistake
    ) {
        let marks = [place.mark] + (other.map { [$0] } ?? [])
        guard contradictions.insert(marks).inserted else { return }
        report(place.mark, key: place.path.dotted, mistake())
    }
}

/// Where a setting stands.
struct Place {
    let mark: Mark
    let path: SettingPath
}
