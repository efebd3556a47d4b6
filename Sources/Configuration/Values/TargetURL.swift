internal import Wire

/// The URL of a list of targets, as far as the configuration looks into it.
struct TargetURL {
    let isSecure: Bool
    let serverName: String
    init(_ text: String) throws(Mistake) {
        isSecure = text.hasPrefix("https:")
        serverName = ""
    }
}
