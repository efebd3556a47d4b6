import Configuration
import Exporter
import Simulation
import Testing
import Time

/// How many attempts may be in flight.
struct PlacesTests {
    /// The highest number of attempts in flight in so many seconds, and the page at their end.
    private static func run(
        _ scene: ExporterScene, seconds: Int64
    ) throws -> (inFlightMax: UInt64, page: MetricsPage) {
        let (inFlight, answer) = scene.run {
            var inFlight: UInt64 = 0
            let end = scene.world.loop.now + .seconds(seconds)
            while scene.world.loop.now < end {
                await scene.sleep(.milliseconds(10))
                inFlight = max(inFlight, scene.exporter.balance.inFlight)
            }
            return (inFlight, await scene.metrics())
        }
        return (inFlight, try MetricsPage(answer))
    }

    private static let places = "sonde_slots_missed_total{reason=\"places\"}"

    @Test func `a thousand silent handshakes wait for 256 places`() throws {
        let secure = Target.probes(1_000, interval: .seconds(30), tls: true)
        let plain = (1_000..<1_010).map { Target.probe($0) }
        let scene = try ExporterScene(
            Target.world(.acceptsAndStaysSilent), Settings(probes: secure + plain))
        let (inFlightMax, page) = try Self.run(scene, seconds: 25)
        // The ten others need no handshake; one of them may be in flight as well.
        #expect((256...258).contains(inFlightMax))
        #expect(ExporterLimits.handshakesMax == 256)
        let lags = page["sonde_schedule_lag_seconds_count"] ?? 0
        #expect(page["sonde_schedule_lag_seconds_bucket{le=\"1.0\"}"] ?? lags < lags)
        for probe in secure {
            // The wait is the exporter's, and is not told of the target.
            let connects = page["probe_connect_duration_seconds_count", probe]
            #expect(
                page["probe_connect_duration_seconds_bucket", probe, "le=\"0.025\""] == connects)
            #expect(page["probe_last_phase_seconds", probe, "phase=\"connect\""] ?? 0.02 == 0.02)
        }
        for probe in plain {
            #expect(page["probe_success", probe] == 1)
            #expect(page["probe_slots_missed_total", probe] == 0)
        }
    }

    @Test func `slots that come while an attempt waits for its place are counted`() throws {
        let probes = Target.probes(1_000, interval: .seconds(6), tls: true)
        let scene = try ExporterScene(
            Target.world(.acceptsAndStaysSilent), Settings(probes: probes))
        let (inFlightMax, page) = try Self.run(scene, seconds: 60)
        #expect(inFlightMax == 256)
        #expect(page[Self.places] ?? 0 > 1_000)
        #expect(page["sonde_oldest_due_slot_seconds"] ?? 0 > 6)
        #expect(page["sonde_slots_missed_total{reason=\"late\"}"] == 0)
        #expect(
            page.sum("sonde_slots_missed_total") == page.sum("probe_slots_missed_total"))
        // All get their turn.
        for probe in probes { #expect(page["probe_attempts_total", probe] ?? 0 >= 2) }
    }

    @Test func `no more attempts run at once than are allowed`() throws {
        let scene = try ExporterScene(
            Target.world(.silent), Settings(probes: Target.probes(100)), attemptsMax: 10)
        let (inFlightMax, page) = try Self.run(scene, seconds: 60)
        #expect(inFlightMax == 10)
        #expect(page[Self.places] ?? 0 > 0)
        #expect(page.sum("probe_inconclusive_total") == 0)
        #expect(scene.exporter.balance.isEven)
    }
}
