/// Reads `confirm`: how many attempts must agree before a probe changes its state.
struct ConfirmationReader {
    private static let suggestion = "write {down: 3, up: 2, interval: 5s}"
    private static let countMax = 100

    /// What a level says.
    struct Reading {
        var down = 1
        var up = 1
        /// Nil where none is written.
        var interval: Written<Duration>?
    }

    /// Reads the key of a level; nil after a report.
    static func read(_ field: Field) -> Reading? {
        guard var mapping = field.mapping("mapping", write: suggestion) else { return nil }
        var reading = Reading()
        reading.down = mapping.take("down").flatMap(count) ?? 1
        reading.up = mapping.take("up").flatMap(count) ?? 1
        if let field = mapping.take("interval") {
            reading.interval = Written(field, field.duration(ConfigurationLimits.interval))
        }
        mapping.reportUnknownKeys()
        return reading
    }

    /// What holds for a probe with that interval; a written one that is not shorter is reported.
    static func resolved(
        _ reading: Reading?, _ timing: Timing, _ level: Inheritable, _ findings: Findings
    ) -> ConfirmationPolicy? {
        guard let reading, reading.down > 1 || reading.up > 1 else { return nil }
        let interval = reading.interval?.value ?? min(.seconds(5), timing.interval ?? .seconds(5))
        if let whole = timing.interval, interval > whole, let place = reading.interval?.place {
            let written = DurationText.written(interval)
            findings.report(
                contradiction: place, with: level.interval?.place.mark,
                Mistake(
                    "\(written) is longer than the interval of the probe, "
                        + DurationText.written(whole),
                    "write at most \(DurationText.written(whole)) here"))
        }
        return ConfirmationPolicy(down: reading.down, up: reading.up, interval: interval)
    }

    private static func count(_ field: Field) -> Int? {
        let suggestion = "write a number from 1 to \(countMax)"
        guard let scalar = field.scalar("number", write: suggestion) else { return nil }
        return field.attempt { () throws(Mistake) in
            guard let count = PortText.parse(scalar.text), count <= countMax else {
                throw Mistake("\(Excerpt.of(scalar.text)) is no such number", suggestion)
            }
            return Int(count)
        }
    }
}
