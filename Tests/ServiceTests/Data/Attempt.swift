import Workbench

/// One attempt of the built program on a service, and what it said.
struct Attempt {
    let status: CInt
    let facts: [String: String]
    let text: String

    /// `success`, or the reason and phase of a failure.
    var outcome: String {
        facts["verdict"] == "success" ? "success" : facts["reason"] ?? "nothing: \(text)"
    }

    /// What it learned or why it failed, in words.
    var detail: String { facts["detail"] ?? "" }

    /// Makes the attempt on a port of this machine, trusting the authorities in a file.
    ///
    /// `scheme` is `tls` where TLS comes first.
    init(
        _ port: UInt16, service: String? = nil, startTLS: String? = nil, scheme: String? = nil,
        trusting authorities: String? = nil
    ) throws {
        var arguments = authorities.map { ["SSL_CERT_FILE=\($0)"] } ?? []
        arguments += [Programs.sonde, "probe"]
        if let service { arguments.append("--service=\(service)") }
        if let startTLS { arguments.append("--starttls=\(startTLS)") }
        arguments.append((scheme.map { $0 + "://" } ?? "") + "127.0.0.1:\(port)")
        let end = try ChildProcess("env", arguments).end()
        status = end.status
        facts = ProbeText(end.output).facts
        text = end.output + end.errors
    }
}

/// An attempt that a server must answer in that way.
struct Stranger: Sendable, CustomStringConvertible {
    var service: String
    var outcome: String

    var description: String { "\(service): \(outcome)" }

    static let unexpected = "unexpected_response (in phase exchange)"
    static let closed = "closed_early (in phase exchange)"
    static let reset = "reset (in phase exchange)"
    static let timeout = "timeout (in phase exchange)"
}
