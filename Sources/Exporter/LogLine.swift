public import Network
public import Time
import Wire

/// How lines of the log are written; the raw value is what the command line says.
public enum LogFormat: String, CaseIterable, Sendable {
    /// `time=… level=INFO msg="Probe is down" server=payments`.
    case logfmt
    /// One JSON object a line (RFC 8259).
    case json

    /// One line, without its end.
    public func line(
        at time: WallTime, _ level: LogLevel, _ message: String, _ fields: [LogField]
    ) -> String {
        let head = [
            LogField("time", CivilTime(time).description),
            LogField("level", level.rawValue.uppercased()), LogField("msg", message),
        ]
        let all = head + fields
        return switch self {
        case .logfmt:
            all.map { "\($0.name)=\(Self.logfmtValue($0.value))" }.joined(separator: " ")
        case .json:
            JSON.object(all.map { ($0.name, .text($0.value)) }).description
        }
    }

    private static func logfmtValue(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy {
            $0.isShown && $0 != " " && $0 != "\"" && $0 != "=" && $0 != "\\"
        }
        return isPlain && !value.isEmpty ? value : JSON.quoted(value)
    }
}
