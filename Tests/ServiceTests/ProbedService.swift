import Workbench

/// What one `sonde probe` of a service or a STARTTLS protocol found, as text.
struct ProbedService {
    private let found: ProbeText
    private let end: ChildProcess.End

    /// Probes 127.0.0.1, trusting nobody but `certificates`.
    ///
    /// - Parameters:
    ///   - choice: `--service=NAME` or `--starttls=NAME`
    ///   - scheme: `tls` where TLS is spoken from the first byte
    init(
        _ choice: String, port: UInt16, scheme: String = "tcp",
        trusting certificates: TestCertificates? = nil
    ) throws {
        let trust = certificates.map { ["SSL_CERT_FILE=\($0.root)"] } ?? []
        let target = "\(scheme)://127.0.0.1:\(port)"
        self.init(
            try ChildProcess("env", trust + [Programs.sonde, "probe", choice, target]).end())
    }

    init(_ end: ChildProcess.End) {
        self.end = end
        found = ProbeText(end.output)
    }

    /// `success`, or the reason and the phase of a failure: `closed_early (in phase exchange)`.
    var verdict: String {
        found.facts["reason"] ?? found.facts["verdict"] ?? end.errors
    }

    static let unexpected = "unexpected_response (in phase exchange)"
    static let reset = "reset (in phase exchange)"
    static let closedEarly = "closed_early (in phase exchange)"
}

extension ChildProcess {
    /// Waits until it has written `text` that often.
    func wait(for text: String, times count: Int, on stream: Stream) throws {
        try wait(for: "\(text), \(count) times") {
            $0.heard(stream).ranges(of: text).count >= count
        }
    }
}
