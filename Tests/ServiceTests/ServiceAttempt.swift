import Testing
import Workbench

/// What one `sonde probe` of the built program found at a port of this machine.
struct ServiceAttempt: CustomStringConvertible {
    let outcome: Outcome
    /// Of the step that failed; nil where none did.
    let step: Int?
    let detail: String
    let captured: [String: String]
    /// `TLS 1.3`; nil where no handshake was completed.
    let tlsVersion: String?
    private let end: ChildProcess.End

    /// How an attempt ended.
    enum Outcome: Hashable, CustomStringConvertible {
        case success
        /// With a reason, in a phase.
        case failure(String, phase: String)

        static let unexpected = failure("unexpected_response", phase: "exchange")
        static let closedEarly = failure("closed_early", phase: "exchange")
        static let reset = failure("reset", phase: "exchange")
        static let timeout = failure("timeout", phase: "exchange")
        static let noTLS = failure("tls_protocol", phase: "tls")
        static let untrusted = failure("certificate_untrusted", phase: "tls")

        var description: String {
            switch self {
            case .success: "success"
            case .failure(let reason, let phase): "\(reason) in phase \(phase)"
            }
        }
    }

    /// A line that is no report: what went wrong with the program.
    struct NoReport: Error {
        let end: ChildProcess.End
    }

    /// A probe has five seconds; whatever is found is found before, or very soon after.
    private static let secondsMax = 7.0

    /// Asks about a port, trusting nobody but `certificates`.
    init(
        _ question: ServiceQuestion, at port: UInt16, host: String = "127.0.0.1",
        trusting certificates: TestCertificates? = nil,
        run: (String, [String]) throws -> ChildProcess.End = Programs.start
    ) throws {
        let trust = certificates.map { ["SSL_CERT_FILE=\($0.root)"] } ?? []
        let target = (question.isUnderTLS ? "tls://" : "") + "\(host):\(port)"
        let words = [Programs.sonde, "probe", "--format=json"] + question.flags + [target]
        end = try Programs.probe(["/usr/bin/env"] + trust + words, run: run)
        let report: JSONText
        do { report = try JSONText(end.output) } catch { throw NoReport(end: end) }
        if report["verdict"] == .text("success") {
            outcome = .success
        } else {
            guard let reason = report["reason"]?.text else { throw NoReport(end: end) }
            outcome = .failure(reason, phase: report["phase"]?.text ?? "")
        }
        step = report["step"]?["number"]?.number.map { Int($0) }
        detail = report["detail"]?.text ?? ""
        captured = report["captured"]?.members.compactMapValues(\.text) ?? [:]
        tlsVersion = report["tls"]?["version"]?.text

        #expect(end.status == (outcome == .success ? 0 : 1), "\(end)")
        #expect((report["duration_seconds"]?.number ?? .infinity) < Self.secondsMax, "\(end)")
        // It is a step of the conversation that fails, or the connection does.
        if case .failure(_, "exchange") = outcome {
            #expect((step ?? 0) > 0, "\(end)")
        }
    }

    var description: String { end.output + end.errors }
}

/// Expects that an attempt ends so; returns it for what else is to be said of it.
@discardableResult
func expect(
    _ outcome: ServiceAttempt.Outcome, of question: ServiceQuestion, at port: UInt16,
    host: String = "127.0.0.1", trusting certificates: TestCertificates? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> ServiceAttempt {
    let attempt = try ServiceAttempt(question, at: port, host: host, trusting: certificates)
    #expect(
        attempt.outcome == outcome, "\(question): \(attempt)", sourceLocation: sourceLocation)
    return attempt
}
