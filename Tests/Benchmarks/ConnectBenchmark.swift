import CFloor
import Exporter

/// One TCP attempt from schedule to cells, against a bare epoll loop in C.
enum ConnectBenchmark {
    private static let rounds = 21
    private static let attempts = 10_000
    private static let inFlight = 64

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let port = floor_accept_and_close()
        let bench = try Workbench()
        let exporter = try bench.exporter(
            Workbench.settings(count: attempts, port: { _ in port }), attemptsMax: inFlight)
        let rounds = try bench.rounds(exporter, attempts: attempts, count: rounds) {
            floor_connect(port, CInt(attempts), CInt(inFlight))
        }
        var figures = Figures()
        figures.compare(rounds.ours, with: rounds.floor, per: "attempt")
        figures["attempts_per_round"] = Double(attempts)
        figures["allocations_per_attempt"] = try bench.allocations(
            exporter, attempts: attempts)
        return figures
    }
}
