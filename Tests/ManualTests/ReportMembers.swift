import Configuration
import Exporter
import Network
import Probes
import Time
import Wire
import sonde

/// The members of the object that `sonde probe --format=json` prints: `step.number`,
/// `transcript[].text`.
enum ReportMembers {
    static let all: [String] = {
        let json = ReportJSON(
            settings: ProbeSettings(
                server: "a", name: "b", target: "c",
                options: TCPProbeOptions(
                    host: .address(.loopback4), port: 1,
                    proxy: ProxySettings(
                        kind: .socks5, host: .address(.loopback4), port: 1080))),
            report: report, now: WallTime(nanoseconds: 0)
        ).json
        return Set(paths(json, "")).sorted()
    }()

    /// The members of a value, `step.number`, and of what is in it.
    static func paths(_ json: JSON, _ path: String) -> [String] {
        switch json {
        case .object(let members):
            // What is captured has the names of its groups, and labels have names of their own.
            path == "captured" || path.hasSuffix("labels")
                ? []
                : members.flatMap { name, value in
                    let whole = path.isEmpty ? name : "\(path).\(name)"
                    return [whole] + paths(value, whole)
                }
        case .array(let values): values.flatMap { paths($0, "\(path)[]") }
        case .null, .flag, .numeral, .text: []
        }
    }

    /// One in which everything is there.
    private static var report: ProbeReport {
        let start = Instant(nanoseconds: 1)
        var report = ProbeReport(
            verdict: .failure(.unexpectedResponse, .exchange), startedAt: start, duration: .zero)
        report.phases = PhaseDurations(
            resolve: .zero, proxy: .zero, connect: .zero, tls: .zero, exchange: .zero)
        report.path = PathFigures(
            roundTrip: .zero, roundTripVariation: .zero, retransmissions: 0)
        report.failedStep = StepPlace(origin: .script, number: 1)
        report.certificates = [
            CertificateFacts(
                subject: "", issuer: "", commonName: "", alternativeNames: [], serialNumber: "",
                fingerprint: "", notBefore: WallTime(nanoseconds: 0),
                notAfter: WallTime(nanoseconds: 0))
        ]
        report.tls = TLSFacts(
            version: "", cipher: "", certificates: [], verification: .failed(.revoked),
            staple: StapledStatus(.revoked(at: WallTime(nanoseconds: 0), nil)))
        report.comparison = CertificateComparison(
            path: "", outcome: .unavailable(.noCertificate))
        var ofAddress = ProbeReport(
            verdict: .failure(.refused, .connect), startedAt: start, duration: .zero)
        ofAddress.phases.connect = .zero
        report.addresses = [ofAddress]
        report.captured = [Captured(name: "a", content: .number(1))]
        var transcript = Transcript(since: start)
        transcript.append(.received([0xff]), at: start)
        transcript.append(.sent([0x20]), at: start)
        transcript.append(.peerClosed, at: start)
        report.transcript = transcript
        return report
    }
}
