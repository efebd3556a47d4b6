import CFloor

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
        var ours: [Double] = []
        var floor: [Double] = []
        // The first round of each side warms up; then they take turns at going first.
        for round in 0...rounds {
            var pair = (ours: 0.0, floor: 0.0)
            for side in [round % 2, 1 - round % 2] {
                if side == 0 {
                    pair.ours = try bench.cost(exporter, probes: attempts)
                } else {
                    pair.floor = try measureFloor(port)
                }
            }
            guard round > 0 else { continue }
            ours.append(pair.ours)
            floor.append(pair.floor)
        }
        var figures = Figures()
        figures.compare(ours, with: floor, per: "attempt")
        figures["attempts_per_round"] = Double(attempts)
        return figures
    }

    private static func measureFloor(_ port: UInt16) throws -> Double {
        let nanoseconds = floor_connect(port, CInt(attempts), CInt(inFlight))
        guard nanoseconds > 0 else { throw BenchmarkError.floorFailed }
        return Double(nanoseconds) / Double(attempts)
    }
}
