import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// What the page says of the configuration.
struct SettingsTests {
    /// The page of an exporter that has just begun.
    private static func page(
        _ probes: ProbeSettings..., gateway: String? = nil
    ) throws -> MetricsPage {
        try ExporterScene(Target.world(), Settings(gateway: gateway, probes: probes))
            .page(afterSeconds: 0)
    }

    @Test func `interval, timeout and thresholds are told as configured`() throws {
        var probe = Target.probe(interval: .seconds(90), timeout: .milliseconds(2_500), tls: true)
        probe.thresholds = Thresholds()
        probe.thresholds.downFor = .seconds(120)
        probe.thresholds.connectTime = .milliseconds(100)
        probe.thresholds.slowShare = 0.1
        probe.thresholds.availability = 0.999
        probe.thresholds.errorRate = 0.05
        probe.thresholds.packetLoss = 0.25
        let page = try Self.page(probe)
        let expected: [String: Double] = [
            "probe_interval_seconds": 90, "probe_timeout_seconds": 2.5,
            "probe_threshold_down_seconds": 120, "probe_threshold_connect_seconds": 0.1,
            "probe_threshold_slow_ratio": 0.1, "probe_threshold_availability_ratio": 0.999,
            "probe_threshold_error_ratio": 0.05, "probe_threshold_packet_loss_ratio": 0.25,
            "probe_threshold_certificate_expiry_seconds": 21 * 86_400,
            "probe_threshold_certificate_expiry_critical_seconds": 7 * 86_400,
            "probe_scheduled": 1, "probe_judged_since_timestamp_seconds": 1_767_225_600,
            "probe_connects_slow_total": 0,
        ]
        for (family, value) in expected { #expect(page[family, probe] == value, "\(family)") }
    }

    @Test func `thresholds that are switched off are absent`() throws {
        var probe = Target.probe(tls: true)
        probe.thresholds.downFor = nil
        probe.thresholds.certificateExpiry = nil
        probe.thresholds.certificateExpiryCritical = nil
        let page = try Self.page(probe)
        #expect(!page.series.contains { $0.name.hasPrefix("probe_threshold") })
        #expect(page["probe_connects_slow_total", probe] == nil)
    }

    @Test func `a probe without TLS has no thresholds for certificates`() throws {
        let page = try Self.page(Target.probe())
        #expect(page["probe_threshold_down_seconds", Target.probe()] == 60)
        #expect(!page.series.contains { $0.name.hasPrefix("probe_threshold_certificate") })
        #expect(page["probe_certificate_changes_total", Target.probe()] == nil)
    }

    @Test func `only the histograms that were asked for are there`() throws {
        var probe = Target.probe(tls: true)
        probe.histograms = [.tls]
        let histograms = try Self.page(probe).families.filter { $0.kind == "histogram" }
        #expect(
            histograms.map(\.name).filter { $0.hasPrefix("probe") } == [
                "probe_tls_duration_seconds"
            ])
    }

    @Test func `what people read stands on the info`() throws {
        var probe = Target.probe(name: "target.example")
        probe.description.text = "Payments"
        probe.description.organization = "Example"
        probe.description.owner = "on-call"
        probe.description.role = "production"
        probe.description.site = "fra1"
        let labels =
            "kind=\"tcp\",host=\"target.example\",port=\"443\",description=\"Payments\","
            + "organization=\"Example\",owner=\"on-call\",role=\"production\",site=\"fra1\""
        #expect(try Self.page(probe).all("probe_info", probe) == [labels: 1])
    }

    @Test func `the gateway and the configured labels are on every series of a probe`() throws {
        var probe = Target.probe(tls: true)
        probe.labels = [Label(name: "team", value: "blue"), Label(name: "tier", value: "1")]
        let scene = try ExporterScene(
            Target.world(.refuses), Settings(gateway: "fra1", probes: [probe]))
        let page = try scene.page(afterSeconds: 60)
        let identity = "{\(probe.identityText),gateway=\"fra1\",team=\"blue\",tier=\"1\""
        let ofProbe = page.series.filter { $0.name.hasPrefix("probe_") }
        #expect(ofProbe.count > 40)
        for series in ofProbe { #expect(series.name.contains(identity), "\(series.name)") }
        #expect(page["probe_success\(identity)}"] == 0)
    }

    @Test func `no gateway is no label`() throws {
        let page = try Self.page(Target.probe())
        #expect(!page.series.contains { $0.name.contains("gateway") })
    }

    @Test func `hostile text stays inside its label`() throws {
        var probe = Target.probe()
        probe.server = "a\"b\\c\nd{e}"
        probe.labels = [Label(name: "note", value: "} 1\nprobe_success{server=\"evil\"} 1")]
        probe.description.text = "\"\n\\\r\t\u{0}"
        let page = try Self.page(probe)
        let identity =
            #"server="a\"b\\c\nd{e}",probe="probe-0",target="10.0.0.0:443","#
            + #"note="} 1\nprobe_success{server=\"evil\"} 1""#
        #expect(page["probe_attempts_total{\(identity)}"] == 0)
        #expect(
            page[
                "probe_info{\(identity),kind=\"tcp\",host=\"10.0.0.0\",port=\"443\","
                    + "description=\"\\\"\\n\\\\\r\t\u{0}\",organization=\"\",owner=\"\",role=\"\","
                    + "site=\"\"}"] == 1)
        #expect(!page.series.contains { $0.name.contains("evil") && !$0.name.contains("note=") })
    }

    @Test func `the exporter tells of itself`() throws {
        let page = try Self.page(Target.probe(0), Target.probe(1))
        let expected: [String: Double] = [
            "sonde_build_info{version=\"1.2.3\",swift_version=\"6.3.1\","
                + "openssl_version=\"3.0.17\"}": 1,
            "sonde_config_last_reload_successful": 1,
            "sonde_config_last_reload_success_timestamp_seconds": 1_767_225_600,
            "sonde_probes{kind=\"tcp\"}": 2,
            "sonde_dns_queries_total{result=\"answered\"}": 7,
            "sonde_dns_queries_total{result=\"timeout\"}": 2,
            "sonde_open_descriptors{kind=\"http\"}": 1,
            "process_cpu_seconds_total": 1.5, "process_open_fds": 20, "process_max_fds": 1_024,
            "process_virtual_memory_bytes": 100_000_000,
            "process_resident_memory_bytes": 20_000_000,
            "process_start_time_seconds": 1_767_225_600,
        ]
        for (series, value) in expected { #expect(page[series] == value, "\(series)") }
        for reason in InconclusiveReason.allCases {
            #expect(page["sonde_inconclusive_total{reason=\"\(reason.rawValue)\"}"] == 0)
        }
        for reason in MissedSlotReason.allCases {
            #expect(page["sonde_slots_missed_total{reason=\"\(reason.rawValue)\"}"] == 0)
        }
    }

    @Test func `TLS settings that cannot be made ready name their probe`() throws {
        let world = Target.world()
        world.tls.set(.settings(.unreadableAuthorities))
        #expect(
            throws: ExporterError.tls(probe: "server/probe-1", .unreadableAuthorities)
        ) {
            try ExporterScene(
                world, Settings(probes: [Target.probe(0), Target.probe(1, tls: true)]))
        }
    }
}
