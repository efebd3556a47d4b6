import Configuration
import Glibc
import Simulation
import Testing
import Time

/// Many probes of a whole exporter for a long time, in a world full of faults.
@Suite(.serialized) struct SimulatedDayTests {
    /// How long the day is: sanitizers make it too long otherwise.
    private static var hours: Int64 {
        let text = unsafe getenv("SONDE_SIMULATED_HOURS").map { unsafe String(cString: $0) }
        return text.flatMap(Int64.init) ?? 24
    }

    @Test func `a day of 500 probes comes out even`() throws {
        let day = try SimulatedDay.run(
            seed: 1, probes: 500, length: .seconds(3_600 * Self.hours),
            scrapeInterval: .seconds(900))
        #expect(day.violations == [])
        #expect(
            day.told.isSuperset(of: [
                "probe_up", "probe_down refused", "probe_judged", "probe_removed",
                "probe_unjudged outside_window", "probe_unjudged maintenance",
                "probe_unjudged blocked",
            ]))
    }

    /// The last of the fixed seeds ends while a name with several addresses is asked for.
    @Test(arguments: [2, 3, 4, 8_195_717_209_598_020_226, UInt64.random(in: 5 ... .max)])
    func `an hour comes out even, whatever the seed`(seed: UInt64) throws {
        let day = try SimulatedDay.run(
            seed: seed, probes: 60, length: .seconds(3_600), scrapeInterval: .seconds(300))
        #expect(day.violations == [])
    }

    @Test func `equal seeds give equal pages, other seeds others`() throws {
        func answer(_ seed: UInt64) throws -> [UInt8] {
            try SimulatedDay.run(
                seed: seed, probes: 60, length: .seconds(3_600), scrapeInterval: .seconds(900)
            ).lastAnswer
        }
        let first = try answer(7)
        #expect(first.count > 100_000)
        #expect(try answer(7) == first)
        #expect(try answer(8) != first)
    }
}
