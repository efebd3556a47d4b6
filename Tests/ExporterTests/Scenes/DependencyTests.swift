import Configuration
import Exporter
import Simulation
import Testing
import Time

/// Probes that cannot answer while others are down.
struct DependencyTests {
    private static let router = Target.probe(0)
    private static let bridge = child(1, of: ["server/probe-0"])
    private static let web = child(2, of: ["server/probe-1"])
    private static let judged = "probe_judged_since_timestamp_seconds"

    private static func child(_ index: Int, of parents: [String]) -> ProbeSettings {
        var probe = Target.probe(index)
        probe.parents = parents
        return probe
    }

    @Test func `while a parent is down, failures of its children and theirs are inconclusive`()
        throws
    {
        let scene = try Target.scene(.accepts(.discards), Self.router, Self.bridge, Self.web)
        for index in 0..<3 {
            scene.world.plan(
                of: index, (0, .accepts(.discards)), (index == 0 ? 100 : 120, .refuses),
                (200, .accepts(.discards)))
        }
        let pages = try scene.pages(afterSeconds: 99, 190, 260)
        let before = pages[0], during = pages[1], after = pages[2]
        #expect(during["probe_up", Self.router] == 0)
        for child in [Self.bridge, Self.web] {
            #expect(pages.map { $0["probe_blocked", child] } == [0, 1, 0])
            #expect(pages.map { $0["probe_up", child] } == [1, 1, 1])
            #expect(during["probe_failures_total", child] == 0)
            #expect(during["probe_inconclusive_total", child] ?? 0 >= 7)
            #expect(during[Self.judged, child] == nil)
            #expect(before[Self.judged, child] ?? 0 < after[Self.judged, child] ?? 0)
        }
        #expect(during["sonde_inconclusive_total{reason=\"parent_down\"}"] ?? 0 >= 14)
        #expect(during["probe_blocked", Self.router] == nil)
    }

    @Test func `a success is one whatever the parents do`() throws {
        let scene = try Target.scene(.accepts(.discards), Self.router, Self.bridge)
        scene.world.plan(of: 0, (0, .refuses))
        let page = try scene.page(afterSeconds: 100)
        #expect(page["probe_blocked", Self.bridge] == 1)
        #expect(page["probe_success", Self.bridge] == 1)
        #expect(page["probe_inconclusive_total", Self.bridge] == 0)
        #expect(page["probe_objective_attempts_total", Self.bridge] ?? 9 <= 1)
    }

    @Test func `a name that several probes bear is down when all of them are`() throws {
        var second = Target.probe(3)
        second.name = Self.router.name
        let scene = try Target.scene(.accepts(.discards), Self.router, second, Self.bridge)
        scene.world.plan(of: 0, (0, .refuses))
        scene.world.plan(of: 3, (0, .accepts(.discards)), (100, .refuses))
        let pages = try scene.pages(afterSeconds: 99, 150)
        #expect(pages.map { $0["probe_blocked", Self.bridge] } == [0, 1])
    }

    @Test func `one that is not run here blocks nobody`() throws {
        let page = try Target.scene(.refuses, Self.bridge).page(afterSeconds: 100)
        #expect(page["probe_blocked", Self.bridge] == 0)
        #expect(page["probe_up", Self.bridge] == 0)
    }
}
