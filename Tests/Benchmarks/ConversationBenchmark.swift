import CFloor
import Patterns
import Probes

/// A conversation of three steps with a mail server, against a bare epoll loop in C.
///
/// It hears a banner, says who it is, hears the answer, and says goodbye while it leaves.
enum ConversationBenchmark {
    private static let rounds = 21
    private static let attempts = 10_000
    private static let inFlight = 64

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let port = floor_serve_mail()
        let bench = try Workbench()
        let script = Script([
            Script.Part(
                .script,
                [
                    .expect(Expectation(try Pattern("^220 "))), .send("EHLO probe\r\n"),
                    .expect(Expectation(try Pattern("^250 "))), .send("QUIT\r\n"),
                ])
        ])
        let exporter = try bench.exporter(
            Workbench.settings(count: attempts, port: { _ in port }, script: script),
            attemptsMax: inFlight)
        let rounds = try bench.rounds(exporter, attempts: attempts, count: rounds) {
            floor_converse(port, CInt(attempts), CInt(inFlight))
        }
        var figures = Figures()
        figures.compare(rounds.ours, with: rounds.floor, per: "conversation")
        figures["conversations_per_round"] = Double(attempts)
        figures["allocations_per_conversation"] = try bench.allocations(
            exporter, attempts: attempts)
        return figures
    }
}
