import Glibc
import Testing
import Workbench

extension SondeTests {
    /// `sonde demo`, as a user sees it for the first time.
    @Suite(.demo) struct DemoTests {
        private static let day = 86_400.0

        @Test func `within ten seconds each service has its verdict`() throws {
            let page = try #require(StartedDemo.page)
            for (probe, success) in [
                ("controller", 1.0), ("scale", 1), ("web", 1), ("mail", 1), ("search", 1),
                ("stock", 1), ("partner", 0), ("preview", 0), ("legacy", 0), ("checkout", 1),
                ("firewall", 1), ("cluster", 1), ("database", 0), ("cache", 0), ("meter", 0),
                ("router", 0), ("printer", 0),
            ] {
                let labels = ["probe": probe]
                for family in ["probe_success", "probe_up"] {
                    let whole = page.samples(family, labels).filter(StartedDemo.isWhole)
                    #expect(whole.map(\.value) == [success], "\(probe)")
                }
            }
            for (probe, reason, phase) in [
                ("partner", "certificate_expired", "tls"), ("database", "refused", "connect"),
                ("preview", "certificate_not_yet_valid", "tls"), ("cache", "timeout", "tls"),
                ("legacy", "certificate_untrusted", "tls"),
                ("meter", "unexpected_response", "exchange"),
            ] {
                let labels = ["probe": probe, "reason": reason, "phase": phase]
                #expect(page.value("probe_last_failure_info", labels) == 1, "\(probe)")
                #expect(page.sum("probe_failure_reasons_total", labels) >= 1, "\(probe)")
            }
            #expect(
                page.sum("probe_inconclusive_total")
                    == page.sum(
                        "probe_inconclusive_total", ["probe": "robot"]))
        }

        @Test func `certificates show their dates, trusted or not`() throws {
            let page = try #require(StartedDemo.page)
            let now = Double(time(nil))
            for (probe, days) in [
                ("web", 365.0), ("mail", 25), ("search", 10), ("stock", 3), ("partner", -2),
            ] {
                let labels = ["probe": probe]
                let expiry = try #require(page.value("probe_ssl_earliest_cert_expiry", labels))
                #expect(abs(expiry - now - days * Self.day) < 60, "\(probe)")
                let leaf = try #require(
                    page.value(
                        "probe_certificate_not_after_timestamp_seconds",
                        ["probe": probe, "position": "0", "common_name": "localhost"]))
                #expect(leaf == expiry)
                #expect(page.value("probe_tls_verified", labels) == (days > 0 ? 1 : 0))
                #expect(
                    page.value("probe_ssl_last_chain_expiry_timestamp_seconds", labels)
                        == (days > 0 ? expiry : nil))
                #expect(page.samples("probe_ssl_last_chain_info", labels).count == 1)
                #expect(page.samples("probe_tls_version_info", labels).count == 1)
                let staples = page.samples("probe_ocsp_status", labels).map { $0.labels["status"] }
                #expect(staples == (probe == "web" ? ["good"] : []))
            }
            #expect(
                page.value(
                    "probe_tls_verify_failure_info",
                    ["probe": "partner", "reason": "certificate_expired"]) == 1)
        }

        @Test func `maintenance, windows and blocked children are shown`() throws {
            let page = try #require(StartedDemo.page)
            #expect(page.value("probe_maintenance", ["probe": "printer"]) == 1)
            #expect(page.value("probe_scheduled", ["probe": "camera"]) == 0)
            #expect(page.value("probe_attempts_total", ["probe": "camera"]) == 0)
            #expect(page.value("probe_blocked", ["probe": "robot"]) == 1)
            #expect(page.value("probe_certificate_matches_file", ["probe": "web"]) == 1)
            let slow = page.value("probe_connects_slow_total", ["probe": "checkout"])
            #expect(slow.map { $0 >= 1 } == true)
            for (server, owner, site) in [
                ("shop", "shop-team", "berlin"), ("plant", "plant-team", "lisbon"),
            ] {
                let labels = ["server": server, "owner": owner, "site": site, "gateway": "desk"]
                #expect(page.samples("probe_info", labels).count >= 9)
            }
        }

        @Test func `a port that comes and goes changes its state`() throws {
            let sonde = try RunningSonde(["demo"])
            _ = try sonde.page(when: "two changes of the state", within: 60) { page in
                page.value("probe_state_changes_total", ["probe": "cart"]).map { $0 >= 2 } ?? false
            }
        }

        @Test func `what a device says of itself is a label and a value`() throws {
            let page = try #require(StartedDemo.page)
            let device = ["probe": "scale"]
            #expect(
                page.value("probe_expect_info", device.merging(["version": "2.7"]) { $1 }) == 1)
            #expect(
                page.value("probe_captured_value", device.merging(["name": "load"]) { $1 })
                    == 0.42)
        }

        @Test func `what a device says in markup is a label as it is, and never a tag`() throws {
            let sonde = try RunningSonde(["demo"])
            let model = "<script>alert(1)</script> \"quoted\" & 'quoted'"
            let device = ["probe": "scale", "version": "2.7", "model": model]
            // A page of a probe shows what was said where that is why the probe fails.
            _ = try sonde.page(when: "both devices have spoken", within: 10) {
                $0.value("probe_expect_info", device) == 1
                    && $0.value("probe_success", ["probe": "meter"]) == 0
            }
            for (path, word) in [
                ("/", "scale"), ("/probe/plant/scale", "scale"),
                ("/probe/plant/meter", "&lt;script&gt;alert(&#39;meter&#39;)&lt;/script&gt;"),
            ] {
                let page = try sonde.client.get(path)
                #expect(page.status == 200)
                #expect(page.body.contains(word), "\(path)")
                #expect(!page.body.contains("<script>alert"), "\(path)")
            }
        }

        @Test func `a port and the addresses of a name are what they are`() throws {
            let page = try #require(StartedDemo.page)
            for (probe, state) in [
                ("controller", "open"), ("firewall", "refused"), ("web", "open"),
            ] {
                let labels = ["probe": probe, "state": state]
                #expect(page.value("probe_port_state", labels) == 1, "\(probe)")
            }
            let named = ["probe": "cluster"]
            let count = try #require(page.value("probe_addresses", named))
            #expect(count >= 1)
            #expect(page.value("probe_addresses_up", named) == 1)
            let up = page.samples("probe_success", named).filter { $0.labels["ip"] != nil }
            #expect(Double(up.count) == count)
            #expect(page.value("probe_success", named.merging(["ip": "127.0.0.1"]) { $1 }) == 1)
        }

        @Test func `each version of TLS is accepted or not`() throws {
            let page = try #require(StartedDemo.page)
            for (version, accepted) in [("1.0", 0.0), ("1.1", 0), ("1.2", 1), ("1.3", 1)] {
                let labels = ["probe": "web", "version": version]
                #expect(page.value("probe_tls_accepted", labels) == accepted, "\(version)")
            }
        }

        @Test func `a phase that was not reached is absent`() throws {
            let page = try #require(StartedDemo.page)
            func phases(_ probe: String) -> Set<String> {
                Set(
                    page.samples("probe_last_phase_seconds", ["probe": probe]).compactMap {
                        $0.labels["phase"]
                    })
            }
            #expect(phases("controller") == ["connect", "attempt"])
            #expect(phases("scale") == ["connect", "exchange", "attempt"])
            #expect(phases("web") == ["resolve", "connect", "tls", "attempt"])
            #expect(phases("partner") == ["resolve", "connect", "tls"])
            #expect(phases("database") == [])
            #expect(phases("checkout") == ["proxy", "connect", "attempt"])
            #expect(phases("cache") == ["connect"])
        }

        @Test func `the families are those of the reference, and of its types`() throws {
            let page = try #require(StartedDemo.page)
            for (type, names) in Self.families {
                for name in names.split(separator: " ") {
                    #expect(page.types[String(name)] == type, "\(name)")
                    let suffix = type == "histogram" ? "_count" : ""
                    #expect(page.samples.contains { $0.name == name + suffix }, "\(name)")
                }
            }
            let known = Set(Self.families.flatMap { $0.1.split(separator: " ").map(String.init) })
            let shown = page.types.keys.filter { $0.hasPrefix("probe_") }
            // A new family is to stand in the reference, and here.
            #expect(Set(shown) == known)
        }

        private static let families = [
            (
                "gauge",
                """
                probe_success probe_up probe_duration_seconds probe_last_failure_info \
                probe_last_phase_seconds probe_dns_lookup_time_seconds probe_ip_protocol \
                probe_address_info probe_addresses probe_addresses_up \
                probe_tls_accepted probe_port_state probe_tcp_rtt_seconds \
                probe_tcp_rtt_variation_seconds probe_last_attempt_timestamp_seconds \
                probe_last_success_timestamp_seconds probe_last_conclusive_timestamp_seconds \
                probe_state_change_timestamp_seconds probe_consecutive_failures probe_scheduled \
                probe_judged_since_timestamp_seconds probe_interval_seconds probe_timeout_seconds \
                probe_threshold_down_seconds probe_threshold_connect_seconds \
                probe_threshold_slow_ratio probe_threshold_availability_ratio \
                probe_threshold_certificate_expiry_seconds \
                probe_threshold_certificate_expiry_critical_seconds probe_info \
                probe_ssl_earliest_cert_expiry probe_ssl_last_chain_expiry_timestamp_seconds \
                probe_ssl_last_chain_info probe_tls_version_info probe_tls_cipher_info \
                probe_tls_verified probe_tls_verify_failure_info \
                probe_certificate_not_after_timestamp_seconds \
                probe_certificate_not_before_timestamp_seconds probe_ocsp_status \
                probe_ocsp_this_update_timestamp_seconds \
                probe_ocsp_next_update_timestamp_seconds probe_expect_info \
                probe_captured_value probe_maintenance probe_blocked \
                probe_certificate_matches_file
                """
            ),
            (
                "counter",
                """
                probe_attempts_total probe_failures_total probe_inconclusive_total \
                probe_failure_reasons_total probe_slots_missed_total probe_connects_total \
                probe_connects_slow_total probe_state_changes_total \
                probe_objective_attempts_total probe_objective_failures_total \
                probe_certificate_changes_total probe_tcp_retransmits_total
                """
            ),
            (
                "histogram",
                """
                probe_connect_duration_seconds probe_tls_duration_seconds \
                probe_exchange_duration_seconds
                """
            ),
        ]

        @Test func `histograms rise to their count, and their bounds are floating-point numbers`()
            throws
        {
            let page = try #require(StartedDemo.page)
            let bounds = [
                "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0",
                "2.5", "5.0", "10.0", "+Inf",
            ]
            for (family, _) in page.types.filter({ $0.value == "histogram" }) {
                for count in page.samples(family + "_count") {
                    let buckets = page.samples(family + "_bucket", count.labels)
                    let values = buckets.map(\.value)
                    #expect(values == values.sorted(), "\(family)")
                    #expect(values.last == count.value, "\(family)")
                    let shown = buckets.compactMap { $0.labels["le"] }
                    #expect(shown.last == "+Inf")
                    #expect(shown.dropLast().allSatisfy { $0.contains(".") })
                    if family.hasPrefix("probe_") { #expect(shown == bounds) }
                    #expect(page.value(family + "_sum", count.labels).map { $0 >= 0 } == true)
                }
            }
            let connects = page.sum("probe_connect_duration_seconds_count")
            #expect(connects == page.sum("probe_connects_total"))
        }

        @Test func `promtool has nothing to say`() throws {
            let page = try #require(StartedDemo.page)
            let folder = try TemporaryFolder()
            let file = try folder.write("metrics.txt", page.text)
            let end = try ChildProcess(
                Programs.promtool, ["check", "metrics"], input: file
            ).end()
            #expect(end == .init(status: 0, output: "", errors: ""))
        }

        @Test func `the exporter tells of itself`() throws {
            let page = try #require(StartedDemo.page)
            #expect(page.samples("sonde_build_info").count == 1)
            #expect(page.value("sonde_config_last_reload_successful") == 1)
            #expect(page.value("sonde_probes", ["kind": "tcp"]) == 20)
            #expect(page.value("process_open_fds").map { $0 > 5 && $0 < 100 } == true)
            #expect(page.value("process_resident_memory_bytes").map { $0 > 1e6 } == true)
            #expect(page.value("process_cpu_seconds_total").map { $0 > 0 } == true)
            let start = try #require(page.value("process_start_time_seconds"))
            #expect(abs(Double(time(nil)) - start) < 60)
        }
    }
}

/// What the tests of the demo have in common: it is started once, and each of its probes has a
/// verdict.
struct StartedDemo: SuiteTrait, TestScoping {
    @TaskLocal static var page: MetricsPage?

    /// Whether it speaks of a probe, and not of one of its addresses.
    static func isWhole(_ sample: MetricsPage.Sample) -> Bool { sample.labels["ip"] == nil }

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        let sonde = try RunningSonde(["demo"])
        let page = try sonde.page(when: "a verdict of each probe but two", within: 10) {
            // One is outside its window, and one may be blocked before its first verdict.
            let judged = $0.samples("probe_success").filter(Self.isWhole)
            return judged.count { $0.labels["probe"] != "robot" } == 18
        }
        try await Self.$page.withValue(page, operation: function)
    }
}

extension Trait where Self == StartedDemo {
    fileprivate static var demo: StartedDemo { StartedDemo() }
}
