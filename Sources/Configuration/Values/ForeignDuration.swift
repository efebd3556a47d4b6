/// Durations that somebody else writes as we do.
public enum ForeignDuration {
    /// The milliseconds of `1m30s`; nil where it is no duration, or longer than can be counted.
    public static func milliseconds(_ text: String) -> Int? {
        do throws(Mistake) {
            let milliseconds = try DurationText.milliseconds(text)
            return milliseconds < .max / 2 ? Int(milliseconds) : nil
        } catch {
            return nil
        }
    }
}
