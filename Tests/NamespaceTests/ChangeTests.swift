import Testing
import Workbench

extension NamespaceTests {
    /// Links that fail and return while the exporter runs.
    @Suite struct ChangeTests {
        private static let defaults = "interval: 500ms, timeout: 400ms, connect_timeout: 400ms"

        private static let probes = Family.allCases.map {
            "name: \($0.rawValue), host: \"\(Place.host.address($0))\", port: 80"
        }

        /// Waits until every probe has had `count` more successes, or other counts, than before.
        private static func page(
            _ sonde: ServingSonde, with count: Double, more family: String
        ) throws -> MetricsPage {
            let before = try sonde.page()
            return try sonde.page(when: "\(count) more of \(family)") { page in
                Family.allCases.allSatisfy { each in
                    let labels = ["probe": each.rawValue]
                    return page.sum(family, labels) >= before.sum(family, labels) + count
                }
            }
        }

        @Test func `a target that vanishes and returns is down and up again`() throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let sonde = try ServingSonde(
                in: networks.prober, defaults: Self.defaults, probes: Self.probes)
            let good = try Self.page(sonde, with: 2, more: "probe_connects_total")
            #expect(good.failures == [:])
            try networks.host.ip("link set eth0 down")
            let bad = try Self.page(sonde, with: 3, more: "probe_failures_total")
            #expect(bad.samples("probe_success").map(\.value) == [0, 0])
            #expect(
                bad.failures.keys.allSatisfy { ["timeout", "host_unreachable"].contains($0) },
                "\(bad.failures)")
            try networks.host.ip("link set eth0 up")
            try networks.setHost()
            let again = try Self.page(sonde, with: 2, more: "probe_connects_total")
            #expect(again.samples("probe_success").map(\.value) == [1, 1])
            #expect(Set(again.inconclusive.keys).subtracting(["stalled"]) == [])
            withExtendedLifetime(server) {}
        }

        /// What happens at our end while the target is waited for.
        enum Loss: CaseIterable, Sendable {
            case nothing
            case cable
            case interface
            case address
            case route
        }

        @Test(arguments: Loss.allCases, Family.allCases)
        func `silence in a conversation is a failure, unless it is our own`(
            loss: Loss, family: Family
        ) throws {
            let attempt = try Conversation.attempt(to: family, timeout: "1500ms") { networks, _ in
                let prober = networks.prober
                switch loss {
                case .nothing: break
                case .cable: try networks.router.ip("link set near down")
                case .interface: try prober.ip("link set eth0 down")
                case .address: try prober.ip("address flush dev eth0 scope global")
                case .route: try prober.ip("route delete \(family.defaultRoute)")
                }
            }
            let silence = Attempt.Outcome.failure("timeout", phase: "exchange")
            #expect(attempt.outcome == (loss == .nothing ? silence : .localRoute), "\(attempt)")
        }

        /// Where our interface goes down, and where only its cable is out.
        @Test(arguments: [false, true])
        func `a link of ours that vanishes changes no verdict`(isCableOut: Bool) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let sonde = try ServingSonde(
                in: networks.prober, defaults: Self.defaults, probes: Self.probes)
            _ = try Self.page(sonde, with: 2, more: "probe_connects_total")
            let network = isCableOut ? networks.router : networks.prober
            let interface = isCableOut ? "near" : "eth0"
            try network.ip("link set \(interface) down")
            let bad = try Self.page(sonde, with: 3, more: "probe_inconclusive_total")
            #expect(bad.samples("probe_success").map(\.value) == [1, 1])
            #expect(bad.failures == [:])
            #expect(Set(bad.inconclusive.keys).subtracting(["stalled"]) == ["local_route"])
            try network.ip("link set \(interface) up")
            try networks.setRouter()
            try networks.setProber()
            let again = try Self.page(sonde, with: 2, more: "probe_connects_total")
            #expect(again.failures == [:])
            withExtendedLifetime(server) {}
        }
    }
}
