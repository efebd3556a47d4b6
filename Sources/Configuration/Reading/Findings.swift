/// Collects the mistakes of a configuration, so that all of them are reported at once.
///
/// Each of its files has one of these; they have the mistakes in common.
final class Findings {
    /// The number of the file, in the order in which they are read.
    let number: Int32
    private let all: All

    /// What the files have in common.
    private final class All {
        var files: [String]
        let countMax: Int
        var errors: [(mark: Mark, error: ConfigurationError)] = []
        var omittedCount = 0
        var contradictions: Set<[Mark]> = []

        init(file: String, countMax: Int) {
            files = [file]
            self.countMax = countMax
        }
    }

    /// Nothing is known yet of the file, which is the first.
    convenience init(file: String, countMax: Int) {
        self.init(number: 0, All(file: file, countMax: countMax))
    }

    private init(number: Int32, _ all: All) {
        self.number = number
        self.all = all
    }

    /// For a file that is read after those before it.
    func next(file: String) -> Findings {
        all.files.append(file)
        return Findings(number: Int32(all.files.count - 1), all)
    }

    /// What was found, file by file in their order; nil where all is well.
    var refusal: ConfigurationErrors? {
        guard !all.errors.isEmpty else { return nil }
        let order = all.errors.enumerated().sorted { left, right in
            (left.element.mark, left.offset) < (right.element.mark, right.offset)
        }
        return ConfigurationErrors(order.map(\.element.error), omittedCount: all.omittedCount)
    }

    /// Notes a mistake at `mark`, or in the file as a whole.
    ///
    /// The texts are made only when they are kept: a file may hold a million mistakes.
    func report(
        _ mark: Mark?, key: @autoclosure () -> String = "", file: String? = nil,
        _ mistake: @autoclosure () -> Mistake
    ) {
        guard all.errors.count < all.countMax else {
            all.omittedCount += 1
            return
        }
        let mistake = mistake()
        let isKnown = mark != .unknown
        let place = mark ?? Mark(line: 0, column: 0, file: number)
        let error = ConfigurationError(
            file: file ?? all.files[Int(place.file)], line: isKnown ? mark?.line : nil,
            column: isKnown ? mark?.column : nil,
            key: key(), message: mistake.message, suggestion: mistake.suggestion)
        all.errors.append((place, error))
    }

    /// Notes that two settings contradict each other, once: many probes may inherit both.
    func report(
        contradiction place: Place, with other: Mark?, _ mistake: @autoclosure () -> Mistake
    ) {
        let marks = [place.mark] + (other.map { [$0] } ?? [])
        guard all.contradictions.insert(marks).inserted else { return }
        report(place.mark, key: place.path.dotted, mistake())
    }

    /// `line 12`, and of which file where that is another than that of `here`.
    func line(of mark: Mark, seenFrom here: Mark) -> String {
        mark.file == here.file
            ? "line \(mark.line)" : "line \(mark.line) of \(all.files[Int(mark.file)])"
    }
}

/// Where a setting stands.
struct Place {
    let mark: Mark
    let path: SettingPath
}
