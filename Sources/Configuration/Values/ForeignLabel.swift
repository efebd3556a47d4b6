/// Whether a label that somebody else gives to a target may be one of ours.
public enum ForeignLabel {
    /// Whether what it says has a key of its own beside the labels.
    public static func isKey(_ name: String) -> Bool { LabelName.described.contains(name) }

    /// Why a conversation may not capture it; nil where it may.
    public static func refusalAsCapture(_ name: String) -> String? {
        do throws(Mistake) {
            try LabelName.checkCaptured(
                name, bytesMax: ConfigurationLimits().labelNameBytesMax)
            return nil
        } catch {
            return "cannot be captured: \(error.message)"
        }
    }

    /// Why it may not; nil where it may.
    public static func refusal(_ name: String) -> String? {
        do throws(Mistake) {
            try LabelName.check(name, bytesMax: ConfigurationLimits().labelNameBytesMax)
            return nil
        } catch {
            return "is left out: \(error.message)"
        }
    }
}
