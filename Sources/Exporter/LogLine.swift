public import Network
public import Time

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
            "{"
                + all.map { "\(Self.quoted($0.name)):\(Self.quoted($0.value))" }
                .joined(separator: ",") + "}"
        }
    }

    private static func logfmtValue(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0 != "\"" && $0 != "=" && $0 != "\\" && !isControl($0)
        }
        return isPlain && !value.isEmpty ? value : quoted(value)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case _ where isControl(scalar):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// C0, DEL and C1: a terminal would obey them.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
    }
}
