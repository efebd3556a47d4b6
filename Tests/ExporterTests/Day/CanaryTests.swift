import Simulation
import Testing
import Time

/// Checks that never fail check nothing: here the network itself is wrong now and then.
struct CanaryTests {
    private static func violations(seed: UInt64, _ canary: Canary) throws -> [String] {
        try SimulatedDay.run(
            seed: seed, probes: 60, length: .seconds(3_600), scrapeInterval: .seconds(900),
            canary: canary
        ).violations
    }

    @Test(arguments: [
        Canary.refusedBecomesTimeout(oneIn: 200), .refusedBecomesSuccess(oneIn: 200),
        .successBecomesRefused(oneIn: 2_000), .late(oneIn: 2_000, by: .seconds(8)),
    ])
    func `a network that is wrong now and then is found out`(canary: Canary) throws {
        let seedsMax: UInt64 = 5
        let finder = try (1...seedsMax).first { seed in
            try !Self.violations(seed: seed, canary).isEmpty
        }
        #expect(finder != nil, "not found within \(seedsMax) seeds")
    }

    @Test func `a network that is right is not accused`() throws {
        for seed: UInt64 in 1...3 { #expect(try Self.violations(seed: seed, .none) == []) }
    }
}
