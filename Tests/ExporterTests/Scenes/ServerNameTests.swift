import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// Probes of one address by several server names, and versions that are tried out.
struct ServerNameTests {
    private static func probes(_ names: String?...) -> [ProbeSettings] {
        names.map { name in
            var probe = Target.probe(tls: true)
            probe.serverName = name
            if let name { probe.options.tls?.serverName = name }
            return probe
        }
    }

    @Test func `each server name has series of its own, and tells it in the log`() throws {
        let world = Target.world()
        world.network.setElsewhere(Target.secure(world, DayTarget.facts(.failed(.nameMismatch))))
        let probes = Self.probes("a.example", "b.example")
        let scene = try ExporterScene(world, Settings(gateway: "fra1", probes: probes))
        let page = String(decoding: scene.answerNow(), as: UTF8.self)
        for name in ["a.example", "b.example"] {
            let identity =
                #"server="server",probe="probe-0",target="10.0.0.0:443",gateway="fra1","#
                + #"server_name="\#(name)""#
            #expect(page.contains("probe_attempts_total{\(identity)} 0\n"))
            #expect(page.contains("probe_info{\(identity),"))
        }
        _ = try scene.page(afterSeconds: 60)
        #expect(Set(world.log.lines.map { $0["server_name"] }) == ["a.example", "b.example"])
    }

    @Test func `a server name alone is no label`() throws {
        let world = Target.world()
        let scene = try ExporterScene(world, Settings(probes: Self.probes(nil)))
        #expect(!String(decoding: scene.answerNow(), as: UTF8.self).contains("server_name"))
    }

    @Test func `server names spread over the interval as probes do`() throws {
        let names = (0..<32).map { "n\($0).example" }
        var probes: [ProbeSettings] = []
        for name in names { probes += Self.probes(name) }
        var agenda = Agenda(attemptsMax: .max)
        for (number, probe) in probes.enumerated() {
            agenda.add(
                number, probe, ticket: UInt32(number) + 1, isOpen: true, now: .init(nanoseconds: 1))
        }
        var dues: Set<Int64> = []
        var missed = 0
        var copy = agenda
        while let due = copy.nextDue, due < .init(nanoseconds: 10_000_000_000),
            let start = copy.takeDue(due, missed: { _ in missed += 1 })
        {
            dues.insert(start.due.nanoseconds)
            _ = copy.finish(start)
        }
        #expect(dues.count >= names.count)
        #expect(missed == 0)
    }

    @Test func `versions that are accepted are told, and stay while nothing is found out`() throws {
        let world = Target.world()
        let both = world.tls.server(.accepts([.tls12, .tls13], DayTarget.facts()))
        let newest = world.tls.server(.accepts([.tls13], DayTarget.facts()))
        world.plan(
            (0, .accepts(.tls(both))), (200, .refuses), (700, .accepts(.tls(newest))))
        var probe = Target.probe(tls: true)
        probe.options.tls?.auditsVersions = true
        let scene = try ExporterScene(world, Settings(probes: [probe]))
        let pages = try scene.pages(afterSeconds: 100, 650, 1_200)
        func accepted(_ page: MetricsPage) -> [String: Double] {
            page.all("probe_tls_accepted", probe)
        }
        let first = [
            "version=\"1.0\"": 0.0, "version=\"1.1\"": 0, "version=\"1.2\"": 1,
            "version=\"1.3\"": 1,
        ]
        #expect(accepted(pages[0]) == first)
        #expect(accepted(pages[1]) == first)
        #expect(accepted(pages[2])["version=\"1.2\""] == 0)
        // The connections of the audit are not counted.
        #expect(
            pages[0]["probe_connects_total", probe] == pages[0]["probe_attempts_total", probe])
        #expect(
            try Target.scene(.refuses, Target.probe(tls: true)).page(afterSeconds: 60)
                .all("probe_tls_accepted", Target.probe(tls: true)).isEmpty)
    }
}
