public import Time

/// Spans of time and moments, as short as people like them.
public enum SpanText {
    /// In its largest unit, and the next one where it says something: `12 s`, `2 h 5 min`.
    public static func words(_ span: Duration) -> String {
        let seconds = max(0, span.components.seconds)
        let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400)
        if seconds < 60 { return "\(seconds) s" }
        if minutes < 60 { return "\(minutes) min" }
        if hours < 24 {
            return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min"
        }
        return days >= 14 || hours % 24 == 0 ? "\(days) d" : "\(days) d \(hours % 24) h"
    }

    /// To two or three digits: `0.21 ms`, `3.4 ms`, `124 ms`, `1.25 s`.
    public static func measured(_ duration: Duration) -> String {
        let microseconds = max(0, duration.nanoseconds) / 1_000
        switch microseconds {
        case ..<1_000: return decimal(Int(microseconds), of: 1_000, digits: 2) + " ms"
        case ..<10_000: return decimal(Int(microseconds), of: 1_000, digits: 1) + " ms"
        case ..<1_000_000: return "\((microseconds + 500) / 1_000) ms"
        case ..<60_000_000: return decimal(Int(microseconds), of: 1_000_000, digits: 2) + " s"
        default: return words(duration)
        }
    }

    /// Days to the end of a certificate: `10 d`, `5 h`, `expired 2 d ago`.
    public static func remaining(_ end: WallTime, at now: WallTime) -> String {
        end < now ? "expired \(largest(now - end)) ago" : largest(end - now)
    }

    /// `now`, `in 12 s`.
    static func ahead(_ time: WallTime, at now: WallTime) -> String {
        let span = time - now
        return span < .seconds(1) ? "now" : "in \(words(span))"
    }

    /// `2026-11-27 18:04:05`, in UTC.
    static func moment(_ time: WallTime) -> String {
        let text = CivilTime(time).description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
    }

    /// `2026-11-27T18:04:05Z`.
    public static func stamp(_ time: WallTime) -> String {
        CivilTime(time).description.prefix(19) + "Z"
    }

    private static func largest(_ span: Duration) -> String {
        let seconds = max(0, span.components.seconds)
        if seconds >= 86_400 { return "\(seconds / 86_400) d" }
        return seconds >= 3_600 ? "\(seconds / 3_600) h" : "\(seconds / 60) min"
    }

    private static func decimal(_ number: Int, of unit: Int, digits: Int) -> String {
        let scale = digits == 1 ? 10 : 100
        let rounded = (number * scale + unit / 2) / unit
        let fraction = String(rounded % scale)
        let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
        return "\(rounded / scale).\(zeros)\(fraction)"
    }
}
