public import Probes
import Time
public import Wire

// What an attempt found, as every answer and report for programs shows it.

extension JSON {
    /// A duration to the nanosecond, and without bounds: a certificate may end in eight thousand
    /// years; or null.
    public static func seconds(_ duration: Duration?) -> JSON {
        duration.map { .number(Double($0.attoseconds / 1_000_000_000) / 1e9) } ?? .null
    }
}

extension Verdict {
    /// `verdict`, `reason` and `phase`; null where there is none.
    public var members: [(String, JSON)] {
        let (verdict, reason, phase): (String, String?, String?) =
            switch self {
            case .success: ("success", nil, nil)
            case .failure(let reason, let phase): ("failure", reason.rawValue, phase.rawValue)
            case .inconclusive(let reason): ("inconclusive", reason.rawValue, nil)
            }
        return [
            ("verdict", .text(verdict)), ("reason", JSON(reason)), ("phase", JSON(phase)),
        ]
    }
}

extension PhaseDurations {
    /// A phase that was not completed is absent, never zero.
    public var json: JSON {
        .object(
            Phase.allCases.compactMap { phase in
                self[phase].map { ("\(phase.rawValue)_seconds", .seconds($0)) }
            })
    }
}

extension [Captured] {
    /// What was captured last, by the names of the groups.
    public var json: JSON {
        .object(
            latest.map { captured in
                switch captured.content {
                case .text(let text): (captured.name, .text(text))
                case .number(let number): (captured.name, .number(number))
                }
            })
    }
}
