import Workbench

/// What the program that is tested finds at a port of this machine.
struct SondeAttempt: CustomStringConvertible {
    let end: ChildProcess.End
    let milliseconds: Int
    private let facts: [String: String]

    /// Runs `sonde probe` with some flags; who signs the certificates of tests is trusted.
    init(
        _ flags: [String], _ port: UInt16, host: String = "127.0.0.1",
        trusting certificates: TestCertificates? = nil
    ) throws {
        let begin = Deadline.now
        let trust = certificates.map { ["SSL_CERT_FILE=\($0.root)"] } ?? []
        let words = trust + [Programs.sonde, "probe"] + flags + ["\(host):\(port)"]
        end = try ChildProcess("/usr/bin/env", words).end()
        milliseconds = Deadline.now - begin
        facts = ProbeText(end.output).facts
    }

    /// The verdict, or the reason of a failure.
    var verdict: String {
        let words = (facts["reason"] ?? facts["verdict"] ?? "").split(separator: " ")
        return words.first.map { String($0) } ?? ""
    }

    var description: String { "\(end)" }
}
