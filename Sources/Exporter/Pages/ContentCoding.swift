import Wire

/// Which codings of a body a client takes (RFC 9110 section 12.5.3).
enum ContentCoding {
    /// Whether gzip is named, or everything is; and not at a weight of 0.
    static func takesGzip(_ field: String) -> Bool {
        let preferences = HTTPPreference.list(field)
        let named = preferences.first { $0.name == "gzip" || $0.name == "x-gzip" }
        return (named ?? preferences.first { $0.name == "*" }).map { $0.weight > 0 } ?? false
    }
}
