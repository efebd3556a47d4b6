/// Which names a label may have.
enum LabelName {
    /// Names that every series of a probe may carry, or that Prometheus gives to them.
    private static let identity: Set<String> = [
        "server", "probe", "target", "gateway", "ip", "server_name",
        "le", "quantile", "job", "instance",
    ]
    /// Names that some of our own series carry.
    private static let reserved: Set<String> = [
        "reason", "phase", "state", "kind", "host", "port", "canonical_name", "name", "result",
        "position", "common_name", "status", "version", "cipher", "handler", "code",
        "fingerprint_sha256", "subject", "issuer", "subjectalternative", "serialnumber",
        "swift_version", "openssl_version",
    ]
    /// Labels of `probe_info` that have a key of their own.
    static let described: Set<String> = [
        "description", "organization", "owner", "role", "site",
    ]

    /// Checks the name of a label that every series of a probe is to carry.
    static func check(_ name: String, bytesMax: Int) throws(Mistake) {
        try checkForm(name, bytesMax: bytesMax)
        guard !described.contains(name) else {
            throw Mistake("\(name) is no label", "write it beside labels, as \(name): …")
        }
        guard !identity.contains(name), !reserved.contains(name) else { throw taken(name) }
    }

    /// Checks the name of a captured label, which stands on one series apart from the others.
    static func checkCaptured(_ name: String, bytesMax: Int) throws(Mistake) {
        try checkForm(name, bytesMax: bytesMax)
        guard !identity.contains(name) else { throw taken(name) }
    }

    private static func taken(_ name: String) -> Mistake {
        Mistake("the label \(name) belongs to the exporter or to Prometheus", "write another name")
    }

    private static func checkForm(_ name: String, bytesMax: Int) throws(Mistake) {
        guard isWellFormed(name) else {
            throw Mistake(
                "\(Excerpt.quoted(name)) is no name of a label",
                "write letters, digits and underscores, with no digit in front")
        }
        guard name.utf8.count <= bytesMax else {
            throw Mistake(
                "the name of the label has \(name.utf8.count) characters",
                "write at most \(bytesMax)")
        }
        guard !name.utf8.starts(with: "__".utf8) else {
            throw Mistake(
                "labels that begin with __ belong to Prometheus", "write another name")
        }
    }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`.
    private static func isWellFormed(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy {
            isLetter($0) || $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"):
            true
        default:
            false
        }
    }
}
