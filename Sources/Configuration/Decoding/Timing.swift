/// The interval and the timeouts of a probe, checked against each other.
///
/// Written values that contradict each other are errors; a timeout that is built in shrinks to
/// what is written around it. An interval that is built in does not grow.
struct Timing {
    /// Nil where it is once in each window.
    private(set) var interval: Duration? = .seconds(300)
    private(set) var timeout: Duration = .seconds(5)
    private(set) var connectTimeout: Duration = .seconds(2)

    init(_ level: Inheritable, _ findings: Findings) {
        interval = level.once == nil ? level.interval?.value ?? interval : nil
        timeout = level.timeout?.value ?? min(timeout, interval ?? timeout)
        connectTimeout = level.connectTimeout?.value ?? min(connectTimeout, timeout)
        let timeoutSetting = Setting("timeout", timeout, level.timeout)
        guard let interval else {
            Self.check(
                ("connect_timeout", connectTimeout, level.connectTimeout), timeoutSetting, findings)
            Self.checkOnce(level, findings)
            return
        }
        let intervalSetting = Setting("interval", interval, level.interval)
        // A timeout that has shrunk to the interval is not what was written.
        let hasShrunk = level.timeout == nil && timeout == interval
        Self.check(timeoutSetting, intervalSetting, findings)
        Self.check(
            ("connect_timeout", connectTimeout, level.connectTimeout),
            hasShrunk ? intervalSetting : timeoutSetting, findings)
    }

    private static func checkOnce(_ level: Inheritable, _ findings: Findings) {
        guard let place = level.once?.place, level.schedule.occasion == nil else { return }
        findings.report(
            contradiction: place, with: nil,
            Mistake(
                "once is once in each window, and the probe has none",
                "write schedule: or window: as well, or an interval"))
    }

    private typealias Setting = (name: String, value: Duration, written: Written<Duration>?)

    /// Reports an inner time that is longer than the outer one, where the later word was said.
    private static func check(_ inner: Setting, _ outer: Setting, _ findings: Findings) {
        guard inner.value > outer.value, let place = inner.written?.place,
            inner.written?.value != nil
        else { return }
        let innerText = DurationText.written(inner.value)
        let outerText = DurationText.written(outer.value)
        guard let written = outer.written else {
            findings.report(
                contradiction: place, with: nil,
                Mistake(
                    "\(innerText) is longer than the \(outer.name) of \(outerText), "
                        + "which is built in",
                    "write at most \(outerText), or \(article(outer.name)) of \(innerText) or "
                        + "more"))
            return
        }
        guard written.value != nil else { return }
        if written.place.path.depth > place.path.depth {
            findings.report(
                contradiction: written.place, with: place.mark,
                Mistake(
                    "\(outerText) is shorter than the \(inner.name) of \(innerText) in "
                        + findings.line(of: place.mark, seenFrom: written.place.mark),
                    "write at least \(innerText), or a shorter \(inner.name)"))
        } else {
            findings.report(
                contradiction: place, with: written.place.mark,
                Mistake(
                    "\(innerText) is longer than the \(outer.name) of \(outerText) in "
                        + findings.line(of: written.place.mark, seenFrom: place.mark),
                    "write at most \(outerText), or a longer \(outer.name)"))
        }
    }

    private static func article(_ name: String) -> String {
        name == "interval" ? "an interval" : "a \(name)"
    }
}
