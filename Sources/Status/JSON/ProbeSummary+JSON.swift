import Probes
import Time
public import Wire

extension ProbeSummary {
    /// The probe as the API shows it in a list; what is not known is null.
    public var json: JSON { .object(members) }

    var members: [(String, JSON)] {
        names.members + [
            ("state", .text(condition.rawValue)),
            ("since", JSON(since.map(SpanText.stamp))),
            ("failure", failure?.json ?? .null),
            ("inconclusive", JSON(trouble?.rawValue)),
            ("last_attempt", attempts.last?.json ?? .null),
            ("recent", .text(AttemptLetters.text(attempts.suffix(StatusLimits.attemptsShownMax)))),
            ("connect_seconds", .seconds(lastConnect)),
            ("connect_threshold_seconds", .seconds(connectThreshold)),
            ("certificate_not_after", JSON(certificateExpiry.map(SpanText.stamp))),
            ("certificate_warning_seconds", .seconds(expiryWarnings.warning)),
            ("certificate_critical_seconds", .seconds(expiryWarnings.critical)),
            ("next_attempt", JSON(nextAttempt.map(SpanText.stamp))),
            ("next_window_change", JSON(windowChange.map(SpanText.stamp))),
            ("next_maintenance_change", JSON(maintenanceChange.map(SpanText.stamp))),
        ]
    }
}

extension ProbeNames {
    var members: [(String, JSON)] {
        [
            ("server", .text(server)), ("probe", .text(name)), ("target", .text(target)),
            ("server_name", JSON(serverName)), ("description", .text(text)),
            ("owner", .text(owner)), ("site", .text(site)),
            ("labels", .object(labels.map { ($0.name, .text($0.value)) })),
        ]
    }
}

extension ProbeFailure {
    var json: JSON {
        .object([
            ("reason", .text(reason.rawValue)), ("phase", .text(phase.rawValue)),
            ("words", .text(words)), ("step", JSON(step)), ("detail", JSON(detail)),
        ])
    }
}

extension AttemptRecord {
    var json: JSON {
        .object(
            [("started_at", .text(SpanText.stamp(startedAt)))] + verdict.members + [
                ("duration_seconds", .seconds(duration)), ("phases", phases.json),
            ])
    }
}

/// Verdicts as letters, the newest last: `.` a success, `x` a failure, `?` what says nothing.
enum AttemptLetters {
    static func text(_ attempts: ArraySlice<AttemptRecord>) -> String {
        String(
            attempts.map { attempt in
                switch attempt.verdict {
                case .success: "."
                case .failure: "x"
                case .inconclusive: "?"
                }
            })
    }
}
