import Configuration
import Exporter
import Network
import Simulation
import Testing
import Time

/// What the page says of certificates.
struct CertificateTests {
    private static let probe = Target.probe(tls: true)
    private static let start = 1_767_225_600.0
    private static let notAfter = start + 86_400 * 300

    private static func scene(_ world: SimulatedWorld) throws -> ExporterScene {
        try ExporterScene(world, Settings(probes: [probe]))
    }

    /// What is said of the certificate of ``DayTarget/facts(_:notAfter:fingerprint:)``.
    private static func facts(_ page: MetricsPage) -> [String: Double] {
        var all: [String: Double] = [:]
        for family in [
            "probe_ssl_earliest_cert_expiry", "probe_ssl_last_chain_info",
            "probe_ssl_last_chain_expiry_timestamp_seconds", "probe_tls_version_info",
            "probe_tls_cipher_info", "probe_tls_verified", "probe_tls_verify_failure_info",
            "probe_certificate_not_after_timestamp_seconds",
            "probe_certificate_not_before_timestamp_seconds",
        ] {
            for (labels, value) in page.all(family, probe) { all["\(family) \(labels)"] = value }
        }
        return all
    }

    private static let good = [
        "probe_ssl_earliest_cert_expiry ": notAfter,
        "probe_ssl_last_chain_expiry_timestamp_seconds ": notAfter,
        "probe_ssl_last_chain_info fingerprint_sha256=\"f0\",subject=\"CN=day.example\","
            + "issuer=\"CN=Simulated Authority\","
            + "subjectalternative=\"day.example,www.day.example\",serialnumber=\"2a\"": 1,
        "probe_tls_version_info version=\"TLS 1.3\"": 1,
        "probe_tls_cipher_info cipher=\"TLS_AES_128_GCM_SHA256\"": 1,
        "probe_tls_verified ": 1,
        "probe_certificate_not_after_timestamp_seconds position=\"0\",common_name=\"day.example\"":
            notAfter,
        "probe_certificate_not_before_timestamp_seconds position=\"0\",common_name=\"day.example\"":
            start - 86_400 * 300,
    ]

    @Test func `the facts of a certificate are told, and stay while the server is down`() throws {
        let world = Target.world()
        world.plan((0, Target.secure(world, DayTarget.facts())), (100, .silent))
        let pages = try Self.scene(world).pages(afterSeconds: 99, 199)
        #expect(Self.facts(pages[0]) == Self.good)
        #expect(pages[1]["probe_success", Self.probe] == 0)
        #expect(Self.facts(pages[1]) == Self.good)
        #expect(pages[0]["probe_certificate_changes_total", Self.probe] == 0)
    }

    @Test func `dates that no clock in nanoseconds reaches are told to the second`() throws {
        let world = Target.world()
        let (start, end) = (-631_152_000.0, 253_402_300_799.0)
        let last = WallTime(secondsSinceEpoch: Int64(end))
        var facts = DayTarget.facts(.verified(chainExpiry: last), notAfter: last)
        facts.certificates[0].notBefore = WallTime(secondsSinceEpoch: Int64(start))
        facts.staple = StapledStatus(
            .good, thisUpdate: WallTime(secondsSinceEpoch: -62_167_219_200), nextUpdate: last)
        world.plan((0, Target.secure(world, facts)))
        let page = try Self.scene(world).page(afterSeconds: 99)
        let labels = "position=\"0\",common_name=\"day.example\""
        #expect(page["probe_success", Self.probe] == 1)
        #expect(page["probe_ssl_earliest_cert_expiry", Self.probe] == end)
        #expect(page["probe_ssl_last_chain_expiry_timestamp_seconds", Self.probe] == end)
        for (family, seconds) in [
            ("probe_certificate_not_after_timestamp_seconds", end),
            ("probe_certificate_not_before_timestamp_seconds", start),
        ] {
            #expect(page.all(family, Self.probe) == [labels: seconds])
        }
        let thisUpdate = page["probe_ocsp_this_update_timestamp_seconds", Self.probe]
        #expect(thisUpdate == -62_167_219_200)
        #expect(page["probe_ocsp_next_update_timestamp_seconds", Self.probe] == end)
    }

    @Test func `an expired certificate still shows its expiry`() throws {
        let world = Target.world()
        let expiry = SimulationLimits.wallTime + .seconds(-86_400)
        world.plan((0, Target.secure(world, DayTarget.facts(notAfter: expiry))))
        let page = try Self.scene(world).page(afterSeconds: 99)
        #expect(page["probe_success", Self.probe] == 0)
        #expect(page["probe_ssl_earliest_cert_expiry", Self.probe] == Self.start - 86_400)
        #expect(page["probe_tls_verified", Self.probe] == 0)
        #expect(page["probe_ssl_last_chain_expiry_timestamp_seconds", Self.probe] == nil)
        #expect(
            page.all("probe_tls_verify_failure_info", Self.probe)
                == ["reason=\"certificate_expired\"": 1])
        #expect(
            page.all("probe_failure_reasons_total", Self.probe).keys.sorted()
                == ["reason=\"certificate_expired\",phase=\"tls\""])
        // Its handshake was completed, and its phases add up to the whole.
        #expect(page["probe_last_phase_seconds", Self.probe, "phase=\"tls\""] == 0.02)
        #expect(page["probe_duration_seconds", Self.probe] == 0.04)
    }

    @Test func `an untrusted certificate fails only where it is to be verified`() throws {
        let world = Target.world()
        let lenient = Target.probe(1, tls: true, verify: false)
        let secure = Target.secure(world, DayTarget.facts(.failed(.untrusted)))
        world.plan(of: 0, (0, secure))
        world.plan(of: 1, (0, secure))
        let scene = try ExporterScene(world, Settings(probes: [Self.probe, lenient]))
        let page = try scene.page(afterSeconds: 99)
        #expect(page["probe_success", Self.probe] == 0)
        #expect(page["probe_success", lenient] == 1)
        for probe in [Self.probe, lenient] {
            #expect(page["probe_tls_verified", probe] == 0)
            #expect(
                page.all("probe_tls_verify_failure_info", probe)
                    == ["reason=\"certificate_untrusted\"": 1])
        }
    }

    @Test func `a certificate that gets better loses its reason, and one that expires gets it`()
        throws
    {
        let world = Target.world()
        let expiry = SimulationLimits.wallTime + .seconds(150)
        world.plan(
            (0, Target.secure(world, DayTarget.facts(.failed(.nameMismatch)))),
            (100, Target.secure(world, DayTarget.facts(notAfter: expiry))))
        let pages = try Self.scene(world).pages(afterSeconds: 99, 145, 199)
        let reasons = pages.map { $0.all("probe_tls_verify_failure_info", Self.probe) }
        #expect(
            reasons == [
                ["reason=\"certificate_name_mismatch\"": 1], [:],
                ["reason=\"certificate_expired\"": 1],
            ])
        #expect(pages.map { $0["probe_success", Self.probe] } == [0, 1, 0])
        #expect(pages.map { $0["probe_tls_verified", Self.probe] } == [0, 1, 0])
    }

    @Test func `a changed certificate is counted and logged`() throws {
        let world = Target.world()
        world.plan(
            (0, Target.secure(world, DayTarget.facts(fingerprint: "aa"))),
            (100, .refuses),
            (200, Target.secure(world, DayTarget.facts(fingerprint: "bb"))),
            (300, Target.secure(world, DayTarget.facts(fingerprint: "aa"))))
        let scene = try Self.scene(world)
        let pages = try scene.pages(afterSeconds: 99, 199, 299, 399)
        let changes = pages.map { $0["probe_certificate_changes_total", Self.probe] }
        #expect(changes == [0, 0, 1, 2])
        let prints = pages.map { page in
            page.all("probe_ssl_last_chain_info", Self.probe).keys.map { $0.prefix(23) }
        }
        #expect(
            prints == ["aa", "aa", "bb", "aa"].map { ["fingerprint_sha256=\"\($0)\""] })
        let lines = world.log.lines
        // The second came while the probe went up again: both are news.
        #expect(
            lines.map(\.message) == [
                "Probe is down", "Certificate has changed", "Probe is up",
                "Certificate has changed",
            ])
        #expect(lines.map { $0["fingerprint_sha256"] } == [nil, "bb", nil, "aa"])
    }

    @Test func `what was stapled is told, trusted or not, until nothing is stapled`() throws {
        let world = Target.world()
        let (begin, end) = (SimulationLimits.wallTime, SimulationLimits.wallTime + .seconds(600))
        func stapling(
            _ status: RevocationStatus, _ verification: CertificateVerification? = nil,
            until end: WallTime? = nil
        ) -> Behaviour {
            var facts = verification.map { DayTarget.facts($0) } ?? DayTarget.facts()
            facts.staple = StapledStatus(status, thisUpdate: begin, nextUpdate: end)
            return Target.secure(world, facts)
        }
        world.plan(
            (0, stapling(.good, until: end)),
            (100, stapling(.revoked(at: begin, .superseded), .failed(.revoked))),
            (200, stapling(.unknown)), (300, .silent), (400, stapling(.invalid(.stale))),
            (500, Target.secure(world, DayTarget.facts())))
        let pages = try Self.scene(world).pages(afterSeconds: 99, 199, 299, 399, 499, 599)
        let statuses = ["good", "revoked", "unknown", "unknown", "invalid"]
        #expect(
            pages.map { $0.all("probe_ocsp_status", Self.probe) }
                == statuses.map { ["status=\"\($0)\"": 1] } + [[:]])
        func dates(_ family: String) -> [Double?] { pages.map { $0[family, Self.probe] } }
        let this = dates("probe_ocsp_this_update_timestamp_seconds")
        #expect(this == [Double?](repeating: Self.start, count: 5) + [nil])
        let next = dates("probe_ocsp_next_update_timestamp_seconds")
        #expect(next == [Self.start + 600, nil, nil, nil, nil, nil])
        #expect(pages.map { $0["probe_success", Self.probe] } == [1, 0, 1, 0, 1, 1])
        #expect(
            pages[1].all("probe_tls_verify_failure_info", Self.probe)
                == ["reason=\"certificate_revoked\"": 1])
    }

    @Test func `every certificate of a chain is told with its position`() throws {
        let world = Target.world()
        var facts = DayTarget.facts()
        var authority = facts.certificates[0]
        authority.commonName = "Simulated Authority"
        authority.notAfter = SimulationLimits.wallTime + .seconds(86_400 * 20)
        facts.certificates.append(authority)
        world.plan((0, Target.secure(world, facts)))
        let page = try Self.scene(world).page(afterSeconds: 60)
        #expect(
            page.all("probe_certificate_not_after_timestamp_seconds", Self.probe) == [
                "position=\"0\",common_name=\"day.example\"": Self.notAfter,
                "position=\"1\",common_name=\"Simulated Authority\"": Self.start + 86_400 * 20,
            ])
        // The first of them to expire is what matters.
        #expect(page["probe_ssl_earliest_cert_expiry", Self.probe] == Self.start + 86_400 * 20)
    }
}
