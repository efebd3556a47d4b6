import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// What the page says of the addresses behind a name.
struct AddressesTests {
    private static let name = "many.example"
    private static let one = #"ip="10.0.0.1""#
    private static let two = #"ip="10.0.0.2""#
    private static let three = #"ip="10.0.0.3""#

    private static func probe(
        _ addresses: AddressScope = .all(.everyOne), tls: Bool = false, staleFor: Duration? = nil
    ) -> ProbeSettings {
        var probe = Target.probe(name: name, tls: tls)
        probe.options.addresses = addresses
        probe.options.staleFor = staleFor
        probe.target = "\(name):443"
        return probe
    }

    private static func addresses(_ numbers: Int...) -> [IPAddress] {
        numbers.map { Target.endpoint($0).address }
    }

    /// A world in which the name has these addresses from a second on, each in its turn.
    private static func world(
        _ changes: (second: Int64, addresses: [IPAddress])...,
        behaviour: Behaviour = .accepts(.discards)
    ) -> SimulatedWorld {
        let world = Target.world(behaviour)
        let begin = world.loop.now
        world.resolver.plan(
            changes.map {
                NameChange(
                    from: begin + .seconds($0.second),
                    $0.addresses.isEmpty ? .fails(.notFound) : .answers($0.addresses))
            }, for: name)
        return world
    }

    private static func scene(
        _ world: SimulatedWorld, _ probe: ProbeSettings
    ) throws -> ExporterScene {
        try ExporterScene(world, Settings(probes: [probe]))
    }

    @Test func `each address has its series, and those without one are the whole`() throws {
        let probe = Self.probe(.all(.count(1)))
        let world = Self.world((0, Self.addresses(1, 2)))
        world.plan(of: 2, (0, .refuses))
        let page = try Self.scene(world, probe).page(afterSeconds: 100)
        let attempts = try #require(page["probe_attempts_total", probe])
        #expect((10...11).contains(attempts))
        #expect(page.all("probe_success", probe) == ["": 1, Self.one: 1, Self.two: 0])
        #expect(page.all("probe_up", probe) == ["": 1, Self.one: 1, Self.two: 0])
        #expect(
            page.all("probe_attempts_total", probe)
                == ["": attempts, Self.one: attempts, Self.two: attempts])
        #expect(
            page.all("probe_failures_total", probe)
                == ["": 0, Self.one: 0, Self.two: attempts])
        #expect(
            page.all("probe_failure_reasons_total", probe)
                == ["\(Self.two),reason=\"refused\",phase=\"connect\"": attempts])
        #expect(
            page.all("probe_connects_total", probe) == [Self.one: attempts, Self.two: 0])
        #expect(
            page.all("probe_ip_protocol", probe) == [Self.one: 4, Self.two: 4])
        #expect(page.all("probe_addresses", probe) == ["": 2])
        #expect(page.all("probe_addresses_up", probe) == ["": 1])
        #expect(page.all("probe_address_info", probe).isEmpty)
        #expect(page["probe_resolve_duration_seconds_count", probe] == attempts)
        #expect(page["probe_connect_duration_seconds_count", probe, Self.one] == attempts)
        #expect(page["probe_connect_duration_seconds_count", probe] == nil)
    }

    @Test func `a threshold stands where its rule is to fire, once`() throws {
        var probe = Self.probe(tls: true)
        probe.thresholds.connectTime = .milliseconds(10)
        probe.thresholds.slowShare = 0.1
        probe.thresholds.availability = 0.99
        probe.thresholds.errorRate = 0.01
        let world = Self.world((0, Self.addresses(1)))
        world.plan(of: 1, (0, Target.secure(world, DayTarget.facts())))
        let page = try Self.scene(world, probe).page(afterSeconds: 60)
        for family in [
            "probe_threshold_down_seconds", "probe_threshold_availability_ratio",
            "probe_threshold_error_ratio", "probe_timeout_seconds", "probe_scheduled",
            "probe_slots_missed_total", "probe_objective_attempts_total",
            "probe_objective_failures_total",
        ] {
            #expect(Set(page.all(family, probe).keys) == [""], "\(family)")
        }
        for family in [
            "probe_threshold_connect_seconds", "probe_threshold_slow_ratio",
            "probe_threshold_certificate_expiry_seconds", "probe_connects_slow_total",
            "probe_threshold_certificate_expiry_critical_seconds",
            "probe_ssl_earliest_cert_expiry", "probe_tls_verified",
            "probe_certificate_changes_total",
        ] {
            #expect(Set(page.all(family, probe).keys) == [Self.one], "\(family)")
        }
        // What the rules join with.
        for family in ["probe_interval_seconds", "probe_judged_since_timestamp_seconds"] {
            #expect(Set(page.all(family, probe).keys) == ["", Self.one], "\(family)")
        }
        #expect(page.all("probe_info", probe).count == 2)
    }

    @Test func `an address that leaves the name leaves the page, and one that comes is shown`()
        throws
    {
        let probe = Self.probe()
        let world = Self.world(
            (0, Self.addresses(1, 2)), (100, Self.addresses(2, 3)), (200, Self.addresses(1, 2)))
        let pages = try Self.scene(world, probe).pages(afterSeconds: 99, 111, 211)
        func shown(_ page: MetricsPage) -> Set<String> {
            Set(page.all("probe_attempts_total", probe).keys)
        }
        #expect(shown(pages[0]) == ["", Self.one, Self.two])
        #expect(shown(pages[1]) == ["", Self.two, Self.three])
        #expect(shown(pages[2]) == ["", Self.one, Self.two])
        // Who stays goes on counting, who comes back begins again.
        let attempts = pages.map { $0["probe_attempts_total", probe, Self.two] }
        #expect(attempts == pages.map { $0["probe_attempts_total", probe] })
        #expect(pages[2]["probe_attempts_total", probe, Self.one] ?? 9 <= 2)
        #expect(pages[1].series.allSatisfy { !$0.name.contains(Self.one) })
        #expect(pages[2].series.allSatisfy { !$0.name.contains(Self.three) })
    }

    @Test func `a name that is gone has no address, one that cannot be asked keeps them`() throws {
        let probe = Self.probe()
        let gone = try Self.scene(
            Self.world((0, Self.addresses(1)), (100, [])), probe
        ).page(afterSeconds: 150)
        #expect(gone["probe_success", probe] == 0)
        #expect(Set(gone.all("probe_up", probe).keys) == [""])
        #expect(gone["probe_addresses_up", probe] == 0)
        let world = Self.world((0, Self.addresses(1)))
        let begin = world.loop.now
        world.resolver.plan(
            [
                NameChange(from: begin, .answers(Self.addresses(1))),
                NameChange(from: begin + .seconds(100), .fails(.serverFailure)),
            ], for: Self.name)
        let asked = try Self.scene(world, probe).page(afterSeconds: 150)
        #expect(asked.all("probe_up", probe) == ["": 0, Self.one: 1])
        #expect(
            asked.all("probe_last_failure_info", probe)
                == ["reason=\"dns_server_failure\",phase=\"resolve\"": 1])
    }

    @Test func `too few addresses are a failure of the whole, told with its numbers`() throws {
        let probe = Self.probe(.all(.count(2)))
        let world = Self.world((0, Self.addresses(1, 2, 3)))
        world.plan(of: 2, (0, .accepts(.discards)), (100, .refuses))
        world.plan(of: 3, (0, .refuses))
        let scene = try Self.scene(world, probe)
        let page = try scene.page(afterSeconds: 150)
        #expect(page["probe_success", probe] == 0)
        #expect(
            page.all("probe_last_failure_info", probe)[
                "reason=\"too_few_addresses\",phase=\"connect\""] == 1)
        #expect(page["probe_addresses", probe] == 3)
        #expect(page["probe_addresses_up", probe] == 1)
        let lines = world.log.lines
        #expect(
            lines.map(\.message) == ["Address is down", "Address is down", "Probe is down"])
        #expect(lines.map { $0["ip"] } == ["10.0.0.3", "10.0.0.2", nil])
        #expect(lines.map { $0["reason"] } == ["refused", "refused", "too_few_addresses"])
        #expect(lines[2]["detail"] == "1 of 3 addresses are up, 2 are needed")
    }

    @Test func `an address that comes back is told, and so is its new certificate`() throws {
        let world = Self.world((0, Self.addresses(1, 2)))
        let (old, new) = (DayTarget.facts(), DayTarget.facts(fingerprint: "f1"))
        world.plan(of: 1, (0, Target.secure(world, old)), (100, Target.secure(world, new)))
        world.plan(
            of: 2, (0, Target.secure(world, old)), (100, .refuses), (200, Target.secure(world, old))
        )
        let probe = Self.probe(.all(.count(1)), tls: true)
        let page = try Self.scene(world, probe).page(afterSeconds: 250)
        let lines = world.log.lines.map { "\($0.message) \($0["ip"] ?? "")" }
        #expect(
            lines == [
                "Certificate has changed 10.0.0.1", "Address is down 10.0.0.2",
                "Address is up 10.0.0.2",
            ])
        #expect(
            page.all("probe_certificate_changes_total", probe) == [Self.one: 1, Self.two: 0])
        #expect(page["probe_state_changes_total", probe, Self.two] == 2)
        #expect(page["probe_state_changes_total", probe] == 0)
    }

    @Test func `the books count wholes, also where we ourselves are in trouble`() throws {
        let probe = Self.probe()
        let world = Self.world((0, Self.addresses(1, 2, 3)))
        world.plan(of: 2, (0, .localTrouble(.ports)))
        let scene = try Self.scene(world, probe)
        let page = try scene.page(afterSeconds: 100)
        let attempts = try #require(page["probe_attempts_total", probe])
        #expect(page["probe_inconclusive_total", probe] == attempts)
        #expect(page["probe_inconclusive_total", probe, Self.two] == attempts)
        #expect(page["sonde_inconclusive_total{reason=\"ports\"}"] == attempts)
        #expect(page["probe_success", probe] == nil)
        #expect(page["probe_addresses", probe] == 3)
        #expect(page["probe_addresses_up", probe] == 2)
        #expect(page["probe_success", probe, Self.one] == 1)
        #expect(scene.exporter.balance.isEven)
        #expect(scene.exporter.balance.inconclusive == scene.exporter.balance.attempts)
    }

    @Test func `our own trouble leaves as many addresses up as were`() throws {
        let probe = Self.probe()
        let world = Self.world((0, Self.addresses(1, 2, 3)))
        world.plan(of: 1, (0, .accepts(.discards)), (100, .localTrouble(.ports)))
        world.plan(of: 2, (0, .accepts(.discards)), (100, .localTrouble(.ports)))
        world.plan(of: 3, (0, .refuses), (100, .localTrouble(.ports)))
        let pages = try Self.scene(world, probe).pages(afterSeconds: 99, 200)
        for page in pages {
            #expect(page["probe_addresses", probe] == 3)
            #expect(page["probe_addresses_up", probe] == 2)
            #expect(
                page.all("probe_up", probe)
                    == ["": 0, Self.one: 1, Self.two: 1, Self.three: 0])
        }
        #expect(pages[0]["probe_inconclusive_total", probe] == 0)
        #expect((pages[1]["probe_inconclusive_total", probe, Self.one] ?? 0) >= 9)
    }

    @Test func `of any the winner is told, and how many there are`() throws {
        let probe = Self.probe(.any)
        let world = Self.world((0, Self.addresses(1, 2)))
        world.plan(of: 1, (0, .silent))
        let page = try Self.scene(world, probe).page(afterSeconds: 60)
        #expect(page["probe_success", probe] == 1)
        #expect(page["probe_addresses", probe] == 2)
        #expect(page["probe_addresses_up", probe] == nil)
        #expect(
            page.all("probe_address_info", probe) == [
                "ip=\"10.0.0.2\",canonical_name=\"many.example\"": 1
            ])
        #expect(page.all("probe_last_phase_seconds", probe)["phase=\"connect\""] == 0.27)
        #expect(!page.series.contains { $0.name.contains("up{\(probe.identityText),ip=") })
    }

    @Test func `earlier answers are counted where they may be used`() throws {
        let world = Self.world((0, Self.addresses(1)))
        let begin = world.loop.now
        world.resolver.plan(
            [
                NameChange(from: begin, .answers(Self.addresses(1))),
                NameChange(from: begin + .seconds(100), .fails(.refused)),
                NameChange(from: begin + .seconds(200), .answers(Self.addresses(1))),
            ], for: Self.name)
        let probe = Self.probe(.first, staleFor: .seconds(600))
        let pages = try Self.scene(world, probe).pages(afterSeconds: 99, 300)
        #expect(pages[0]["probe_stale_answers_total", probe] == 0)
        #expect(pages[1]["probe_stale_answers_total", probe] == 10)
        #expect(pages[1]["probe_failures_total", probe] == 0)
        let without = try Target.scene(.accepts(.discards), Target.probe()).page(afterSeconds: 20)
        #expect(without.sum("probe_stale_answers_total") == 0)
        #expect(!without.series.contains { $0.name.hasPrefix("probe_stale_answers_total") })
    }
}
