import Network
import Probes
import Simulation
import Testing
import Time

struct AddressPolicyTests {
    /// What a policy takes of a name with both families, with IPv4 only, with IPv6 only.
    private static let choices: [(AddressPolicy, both: IPAddress, v4: IPAddress?, v6: IPAddress?)] =
        [
            (.any, Scene.v6, Scene.v4, Scene.v6), (.ip4, Scene.v4, Scene.v4, nil),
            (.ip6, Scene.v6, nil, Scene.v6), (.preferIP4, Scene.v4, Scene.v4, Scene.v6),
            (.preferIP6, Scene.v6, Scene.v4, Scene.v6),
        ]

    private static func scene(_ addresses: [IPAddress]) -> Scene {
        let scene = Scene()
        let v6 = Endpoint(address: Scene.v6, port: 443)
        scene.world.network.set(.accepts(.discards), at: v6)
        scene.world.resolver.set(.answers(addresses), for: Scene.name)
        return scene
    }

    private static func check(
        _ addresses: [IPAddress], _ policy: AddressPolicy, expecting address: IPAddress?
    ) throws {
        let report = try scene(addresses).attempt(
            Scene.options(.name(Scene.name), policy: policy))
        #expect(report.address == address)
        #expect(
            report.verdict == (address == nil ? .failure(.dnsNoData, .resolve) : .success))
    }

    @Test(arguments: choices.map(\.0))
    func `a policy takes the family it says, and another only where it may`(
        policy: AddressPolicy
    ) throws {
        let choice = try #require(Self.choices.first { $0.0 == policy })
        try Self.check([Scene.v4, Scene.v6], policy, expecting: choice.both)
        try Self.check([Scene.v6, Scene.v4], policy, expecting: choice.both)
        try Self.check([Scene.v4], policy, expecting: choice.v4)
        try Self.check([Scene.v6], policy, expecting: choice.v6)
    }

    @Test func `every policy is among them`() {
        #expect(Self.choices.map(\.0) == AddressPolicy.allCases)
    }

    /// It is seen only when the neighbour that leads there has not answered for a while.
    @Test func `a route that is lost late leaves the other family its own time`() throws {
        let late = Duration.milliseconds(1_900)
        let scene = Self.scene([Scene.v4, Scene.v6])
        scene.world.network.set(
            .localTrouble(.localRoute, after: late), at: Endpoint(address: Scene.v6, port: 443))
        var options = Scene.options(.name(Scene.name))
        let report = try scene.attempt(options)
        #expect(report.verdict == .success)
        #expect(report.address == Scene.v4)
        #expect(report.phases.resolve == Scene.oneWay * 2)
        #expect(report.phases.connect == late + Scene.oneWay * 2)
        #expect(report.phases.connect == report.duration - Scene.oneWay * 2)
        // Without time to ask the other, what we know is that we could not ask the first.
        options.timeout = .seconds(2)
        options.expectation = .closed
        #expect(try scene.attempt(options).verdict == .inconclusive(.localRoute))
    }

    @Test(arguments: [
        (AddressPolicy.any, Scene.v6, Scene.v4), (.preferIP6, Scene.v6, Scene.v4),
        (.preferIP4, Scene.v4, Scene.v6),
    ])
    func `without a route of ours to one family the other is tried`(
        policy: AddressPolicy, unroutable: IPAddress, other: IPAddress
    ) throws {
        let scene = Self.scene([Scene.v4, Scene.v6])
        scene.world.network.set(
            .localTrouble(.localRoute), at: Endpoint(address: unroutable, port: 443))
        let report = try scene.attempt(Scene.options(.name(Scene.name), policy: policy))
        #expect(report.verdict == .success)
        #expect(report.address == other)
        let phases = [report.phases.resolve, report.phases.connect].compactMap(\.self)
        #expect(phases.reduce(.zero, +) == report.duration)
    }

    @Test(arguments: [(AddressPolicy.ip4, Scene.v4), (.ip6, Scene.v6)])
    func `a policy of one family has no other to try`(
        policy: AddressPolicy, address: IPAddress
    ) throws {
        let scene = Self.scene([Scene.v4, Scene.v6])
        scene.world.network.set(
            .localTrouble(.localRoute), at: Endpoint(address: address, port: 443))
        let report = try scene.attempt(Scene.options(.name(Scene.name), policy: policy))
        #expect(report.verdict == .inconclusive(.localRoute))
        #expect(report.address == address)
    }

    @Test func `no route to either family is inconclusive`() throws {
        let scene = Self.scene([Scene.v4, Scene.v6])
        for address in [Scene.v4, Scene.v6] {
            scene.world.network.set(
                .localTrouble(.localRoute), at: Endpoint(address: address, port: 443))
        }
        let report = try scene.attempt(Scene.options(.name(Scene.name)))
        #expect(report.verdict == .inconclusive(.localRoute))
    }

    @Test(arguments: [
        (Behaviour.refuses, Verdict.failure(.refused, .connect)),
        (.silent, .failure(.timeout, .connect)),
        (.networkUnreachable, .failure(.networkUnreachable, .connect)),
        (.localTrouble(.ports), .inconclusive(.ports)),
    ])
    func `only a missing route leads to the other family`(
        behaviour: Behaviour, verdict: Verdict
    ) throws {
        let scene = Self.scene([Scene.v4, Scene.v6])
        scene.world.network.set(behaviour, at: Endpoint(address: Scene.v6, port: 443))
        let report = try scene.attempt(Scene.options(.name(Scene.name)))
        #expect(report.verdict == verdict)
        #expect(report.address == Scene.v6)
    }
}
