import Network
import Probes
import Status
import Time
import Wire

/// The members of what `/api/v1/probes` answers: `tls.certificates[].subject`.
enum StatusMembers {
    static let all: [String] = {
        let selection = StatusSelection(StatusQuery(), rowsMax: 1, digests: []) { _ in
            ProbeNames(server: "", name: "", target: "")
        }
        let facts = SiteFacts(
            version: "", gateway: "", telemetryPath: "", hasRunbook: true, now: time)
        let list = StatusList(StatusQuery(), selection, rows: [], facts: facts).json
        let found =
            [list, detail(PhaseDurations(resolve: .zero, connect: .zero)).json]
            + [detail(PhaseDurations(proxy: .zero, tls: .zero, exchange: .zero)).json]
        let paths = found.flatMap { ReportMembers.paths($0, "") }
        return Set(paths.filter { !isTold($0) }).sorted()
    }()

    /// What is as something else that the manual has told.
    private static func isTold(_ path: String) -> Bool {
        path.hasPrefix("attempts[].") || path.hasPrefix("older_failures[].")
            || path.hasPrefix("last_failure.") && path != "last_failure.at"
    }

    private static let time = WallTime(secondsSinceEpoch: 0)

    /// One in which everything is there.
    private static func detail(_ phases: PhaseDurations) -> ProbeDetail {
        var probe = ProbeSummary(ProbeNames(server: "a", name: "b", target: "c"))
        probe.failure = ProbeFailure(.refused, .connect)
        probe.attempts = [AttemptRecord(.success, at: time, duration: .zero, phases: phases)]
        var detail = ProbeDetail(probe, timeout: .zero)
        detail.lastFailure = (ProbeFailure(.refused, .connect), time)
        let certificate = CertificateFacts(
            subject: "", issuer: "", commonName: "", alternativeNames: [], serialNumber: "",
            fingerprint: "", notBefore: time, notAfter: time)
        detail.tls = TLSFacts(
            version: "", cipher: "", certificates: [certificate], verification: .failed(.expired))
        return detail
    }
}
