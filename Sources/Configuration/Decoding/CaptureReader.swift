internal import Patterns
internal import Probes

/// Reads `capture`, and remembers what of a probe is captured.
struct CaptureReader {
    private let labels: [Label]
    private let limits: ConfigurationLimits
    /// What is captured, and in which line it says so.
    private var lines: [String: Int] = [:]

    private static let suggestion = "write how each group is shown, such as {version: label}"

    /// Where it is captured from.
    enum Source {
        case expression(Pattern)
        case service(Service)

        fileprivate var groups: [String] {
            switch self {
            case .expression(let pattern): pattern.names
            case .service(let service): service.learns
            }
        }

        fileprivate func unknown(_ name: String) -> Mistake {
            let shown = Excerpt.of(name)
            let nearest = NearestName.to(name, among: groups)
            let known =
                nearest.map { "did you mean \($0)?" }
                ?? "write one of \(groups.joined(separator: ", "))"
            switch self {
            case .service(let service) where groups.isEmpty:
                return Mistake("service \(service.name) captures nothing", "leave capture out")
            case .service(let service):
                return Mistake("service \(service.name) captures no \(shown)", known)
            case .expression where groups.isEmpty:
                return Mistake(
                    "the expression has no group with a name",
                    "write one such as (?P<version>[0-9.]+)")
            case .expression:
                return Mistake("the expression has no group \(shown)", known)
            }
        }
    }

    /// What is captured on a probe that carries `labels`.
    init(labels: [Label], limits: ConfigurationLimits) {
        self.labels = labels
        self.limits = limits
    }

    /// What of `source` (nil where it could not be read) is shown; nil after a report.
    mutating func read(_ field: Field, of source: Source?) -> [Capture]? {
        guard let mapping = field.mapping("mapping of groups", write: Self.suggestion) else {
            return nil
        }
        let fields = mapping.fields
        guard !fields.isEmpty else {
            field.report(Mistake("nothing is captured", Self.suggestion + ", or leave it out"))
            return nil
        }
        guard lines.count + fields.count <= limits.captureCountMax else {
            field.report(
                Mistake(
                    "the probe captures more than \(limits.captureCountMax) groups",
                    "capture at most \(limits.captureCountMax)"))
            return nil
        }
        let captures = fields.compactMap { read($0.key, $0.field, of: source) }
        return captures.count == fields.count ? captures : nil
    }

    private mutating func read(
        _ name: String, _ field: Field, of source: Source?
    ) -> Capture? {
        let use: Capture.Use? = field.choice("kind of capture")
        let isNameRight: Void? = field.attempt { () throws(Mistake) in
            if let source, !source.groups.contains(name) { throw source.unknown(name) }
            if let line = lines[name] {
                throw Mistake(
                    "\(Excerpt.of(name)) is captured in line \(line) already",
                    "give one of the groups another name")
            }
            if use == .label { try checkLabel(name, of: source) }
        }
        lines[name] = lines[name] ?? field.place.mark.line
        guard let use, isNameRight != nil else { return nil }
        return Capture(name: name, use: use)
    }

    private func checkLabel(_ name: String, of source: Source?) throws(Mistake) {
        try LabelName.checkCaptured(name, bytesMax: limits.labelNameBytesMax)
        guard !labels.contains(where: { $0.name == name }) else {
            let isOwn = if case .service = source { false } else { true }
            throw Mistake(
                "\(name) is a label of the probe already",
                "give \(isOwn ? "the group or " : "")the label another name")
        }
    }
}
