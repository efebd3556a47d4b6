/// A conversation of blackbox_exporter's documentation, and what Sonde makes of it.
struct Comparison: Sendable, CustomStringConvertible {
    var name: String
    /// What its `tcp:` holds; `AUTHORITY` stands for the file of who signed the certificates.
    var module: String
    /// The same in the words of Sonde.
    var probe: String
    /// Who answers.
    var peer: [PeerAct]
    /// With which certificate.
    var certificate = Certificate.good
    /// `success`, or the reason and phase.
    var outcome: String
    /// Whether it says success; nil where it has no answer.
    var blackboxSays: Bool?
    /// Why it says something else than Sonde.
    var defect: String?

    enum Certificate: CaseIterable { case good, expired }

    var description: String { name }

    /// The keys of a conversation over a list of steps.
    static func script(_ steps: String) -> String {
        "script:\n" + steps.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    static func queries(_ entries: String) -> String {
        "query_response:\n" + entries.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    static let authority = "tls_config: {ca_file: AUTHORITY}\n"
    static let tls = "tls: true\n" + authority
    static let ourTLS = "tls: {ca_file: AUTHORITY}\n"
}
