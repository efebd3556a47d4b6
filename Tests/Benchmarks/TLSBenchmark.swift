import CFloor
import Network
import Reactor
import TLS
import Time

/// One TLS attempt from schedule to cells, against a bare OpenSSL loop that verifies as well.
enum TLSBenchmark {
    private static let rounds = 21
    private static let attempts = 400
    private static let inFlight = 16
    private static let name = "localhost"

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let bench = try Workbench()
        let now = bench.loop.wallTime
        let year: Duration = .seconds(365 * 86_400)
        let root = try CertificateAuthority(
            CertificateRequest(
                commonName: "Benchmark root", notBefore: now, notAfter: now + year,
                use: .authority))
        let leaf = try root.issue(
            CertificateRequest(
                commonName: name, alternativeNames: [.dns(name)], notBefore: now,
                notAfter: now + year))
        let served = leaf.certificate + root.own.certificate
        let port = unsafe floor_serve_tls(
            String(decoding: served, as: UTF8.self), served.count,
            String(decoding: leaf.key, as: UTF8.self), leaf.key.count)
        let exporter = try bench.exporter(
            Workbench.settings(
                count: attempts, port: { _ in port },
                tls: TLSSettings(serverName: name, authorities: .pem(root.own.certificate))),
            attemptsMax: inFlight)
        let authority = String(decoding: root.own.certificate, as: UTF8.self)
        var ours: [Double] = []
        var floor: [Double] = []
        for round in 0...rounds {
            let cost = try bench.cost(exporter, probes: attempts)
            let bare = unsafe floor_tls(
                port, CInt(attempts), authority, authority.utf8.count, name)
            guard bare > 0 else { throw BenchmarkError.floorFailed }
            guard round > 0 else { continue }
            ours.append(cost)
            floor.append(Double(bare) / Double(attempts))
        }
        var figures = Figures()
        figures.compare(ours, with: floor, per: "handshake")
        figures["handshakes_per_round"] = Double(attempts)
        return figures
    }
}
