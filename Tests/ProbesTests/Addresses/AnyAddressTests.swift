import Network
import Probes
import Simulation
import Testing
import Time

struct AnyAddressTests {
    private static let delay = ProbeLimits.raceDelay
    private static let roundTrip = Scene.oneWay * 2

    @Test func `the first that stands wins, and nobody else is asked`() throws {
        let scene = Scene.addresses([
            (Scene.v4(1), .accepts(.discards)), (Scene.v6(1), .accepts(.discards)),
        ])
        let report = try scene.attempt(Scene.options(.any))
        #expect(report.verdict == .success)
        #expect(report.address == Scene.v6(1))
        #expect(report.addressCount == 2)
        #expect(scene.connectionCounts([Scene.v4(1), Scene.v6(1)]) == [0, 1])
        #expect(report.phases.connect == Self.roundTrip)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: [
        (AddressPolicy.any, [6, 4, 6, 4, 4]), (.preferIP6, [6, 4, 6, 4, 4]),
        (.preferIP4, [4, 6, 4, 6, 4]), (.ip4, [4, 4, 4]), (.ip6, [6, 6]),
    ])
    func `the families take turns, the preferred one first`(
        policy: AddressPolicy, families: [Int]
    ) throws {
        let all = [1, 2, 3].map { Scene.v4($0) } + [1, 2].map { Scene.v6($0) }
        let scene = Scene.addresses(all.map { ($0, .refuses) })
        let report = try scene.attempt(Scene.options(.any, policy: policy))
        #expect(report.verdict == .failure(.refused, .connect))
        let tried = try #require(report.detail).split(separator: ", ")
        #expect(tried.map { $0.hasPrefix("192") ? 4 : 6 } == families)
        let ofFour = tried.filter { $0.hasPrefix("192") }
        #expect(ofFour == ofFour.sorted())
        #expect(Set(tried).count == tried.count)
    }

    @Test(arguments: 1...4)
    func `after silence the next one has its turn a quarter of a second later`(
        silent: Int
    ) throws {
        let addresses = (1...5).map { Scene.v4($0) }
        let scene = Scene.addresses(
            addresses.enumerated().map { index, address in
                (address, index < silent ? .silent : .accepts(.discards))
            })
        let report = try scene.attempt(Scene.options(.any))
        #expect(report.verdict == .success)
        #expect(report.address == Scene.v4(silent + 1))
        #expect(report.phases.connect == Self.delay * silent + Self.roundTrip)
        #expect(report.phasesTogether == report.duration)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test func `after a failure the next one has its turn at once`() throws {
        let scene = Scene.addresses([
            (Scene.v4(1), .refuses), (Scene.v4(2), .refuses), (Scene.v4(3), .accepts(.discards)),
        ])
        let report = try scene.attempt(Scene.options(.any))
        #expect(report.address == Scene.v4(3))
        #expect(report.phases.connect == Self.roundTrip * 3)
    }

    @Test func `a failure does not make the one after the next come early`() throws {
        // The second starts at once; the third a quarter of a second after the second, not after
        // the first.
        let scene = Scene.addresses([
            (Scene.v4(1), .refuses), (Scene.v4(2), .silent), (Scene.v4(3), .accepts(.discards)),
        ])
        let report = try scene.attempt(Scene.options(.any))
        #expect(report.phases.connect == Self.roundTrip + Self.delay + Self.roundTrip)
    }

    @Test func `an earlier one that stands late still wins`() throws {
        let slow = Scene.addresses([
            (Scene.v4(1), .accepts(.discards)), (Scene.v4(2), .silent),
        ])
        slow.world.network.set(
            .exactly(.milliseconds(200)), at: Endpoint(address: Scene.v4(1), port: 443))
        let report = try slow.attempt(Scene.options(.any))
        #expect(report.address == Scene.v4(1))
        #expect(report.phases.connect == .milliseconds(400))
        #expect(slow.world.network.openConnections == 0)
    }

    @Test func `of two that stand in the same moment one is taken and the other closed`() throws {
        let scene = Scene.addresses([
            (Scene.v4(1), .accepts(.discards)), (Scene.v4(2), .accepts(.discards)),
        ])
        let late = Self.delay + Self.roundTrip
        scene.world.network.set(
            .exactly(late / 2), at: Endpoint(address: Scene.v4(1), port: 443))
        let report = try scene.attempt(Scene.options(.any))
        #expect(report.verdict == .success)
        #expect(report.phases.connect == late)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: [
        ([Behaviour.silent, .refuses], FailureReason.refused, 2),
        ([.refuses, .silent], .refused, 1),
        ([.networkUnreachable, .hostUnreachable(after: .milliseconds(1))], .hostUnreachable, 2),
        ([.silent, .networkUnreachable], .networkUnreachable, 2),
        ([.resetsOnConnect, .hostUnreachable(after: .milliseconds(1))], .reset, 1),
        ([.localTrouble(.localRoute), .silent], .timeout, 2),
        ([.localTrouble(.localRoute), .unknownError(71)], .other, 2),
        ([.silent, .silent], .timeout, 1), ([.refuses, .refuses, .refuses], .refused, 1),
    ])
    func `where all fail the most telling failure is told`(
        behaviours: [Behaviour], reason: FailureReason, number: Int
    ) throws {
        let scene = Scene.addresses(
            behaviours.enumerated().map { (Scene.v4($0.offset + 1), $0.element) })
        let report = try scene.attempt(Scene.options(.any))
        #expect(report.verdict == .failure(reason, .connect))
        #expect(report.address == Scene.v4(number))
        #expect(report.detail?.split(separator: ", ").count == behaviours.count)
        #expect(report.phases.connect == nil)
    }

    @Test(arguments: [
        (
            [Behaviour.localTrouble(.localRoute), .localTrouble(.ports)], InconclusiveReason.ports,
            2
        ),
        ([.localTrouble(.localRoute), .localTrouble(.localRoute)], .localRoute, 1),
        ([.refuses, .localTrouble(.descriptors)], .descriptors, 2),
    ])
    func `an address that we could not ask may stand`(
        behaviours: [Behaviour], reason: InconclusiveReason, number: Int
    ) throws {
        let scene = Scene.addresses(
            behaviours.enumerated().map { (Scene.v4($0.offset + 1), $0.element) })
        let report = try scene.attempt(Scene.options(.any))
        #expect(report.verdict == .inconclusive(reason))
        #expect(report.address == Scene.v4(number))
        #expect(report.portState == nil)
    }

    @Test func `an address that was not asked because we stood still may stand`() throws {
        for second in [Behaviour.refuses, .accepts(.discards)] {
            let scene = Scene.addresses([(Scene.v4(1), .refuses), (Scene.v4(2), second)])
            let loop = scene.world.loop
            loop.schedule(at: loop.now + .milliseconds(25)) { loop.stall(for: .seconds(6)) }
            let report = try scene.attempt(Scene.options(.any))
            #expect(report.verdict == .inconclusive(.stalled))
        }
    }

    @Test func `each address has its own time to connect, all together that of the attempt`() throws
    {
        let silent = Scene.addresses([(Scene.v4(1), .silent), (Scene.v4(2), .silent)])
        let report = try silent.attempt(Scene.options(.any))
        #expect(report.verdict == .failure(.timeout, .connect))
        // The second began a quarter of a second later and has its two seconds as well.
        #expect(report.duration == Self.roundTrip + Self.delay + .seconds(2))
        let many = Scene.addresses((1...20).map { (Scene.v4($0), .silent) })
        let whole = try many.attempt(Scene.options(.any, timeout: .seconds(3)))
        #expect(whole.verdict == .failure(.timeout, .connect))
        #expect(whole.duration == .seconds(3))
    }

    @Test func `no more addresses are tried than may be`() throws {
        let addresses = (1...40).map { Scene.v4($0) }
        let scene = Scene.addresses(addresses.map { ($0, .refuses) })
        _ = try scene.attempt(Scene.options(.any))
        #expect(scene.connectionCounts(addresses).reduce(0, +) == ProbeLimits.addressesMax)
        #expect(ProbeLimits.addressesMax == 32)
    }

    @Test func `a name with one address is as if it were the first`() throws {
        let scene = Scene.addresses([(Scene.v4(1), .refuses)])
        let (any, first) = (
            try scene.attempt(Scene.options(.any)), try scene.attempt(Scene.options(.first))
        )
        #expect(any.verdict == first.verdict)
        #expect(any.detail == nil)
        #expect(any.duration == first.duration)
    }

    @Test func `a handshake is held with the winner alone, and decides`() throws {
        let scene = Scene.addresses([(Scene.v4(1), .silent)])
        let good = scene.world.tls.server(.completes(Scene.facts(.failed(.nameMismatch))))
        scene.world.network.set(
            .accepts(.tls(good)), at: Endpoint(address: Scene.v4(2), port: 443))
        scene.world.resolver.set(.answers([Scene.v4(1), Scene.v4(2)]), for: Scene.name)
        let report = try scene.attempt(Scene.options(.any, tls: true))
        #expect(report.verdict == .failure(.certificateNameMismatch, .tls))
        #expect(report.address == Scene.v4(2))
        #expect(report.phasesTogether == report.duration)
    }

    @Test(arguments: [1, 15, 100, 260, 400])
    func `an attempt that is cancelled in the race is inconclusive, and leaves nothing open`(
        milliseconds: Int
    ) throws {
        let scene = Scene.addresses([
            (Scene.v4(1), .silent), (Scene.v4(2), .silent), (Scene.v4(3), .silent),
        ])
        let report = try scene.attempt(
            Scene.options(.any), cancelledAfter: .milliseconds(milliseconds))
        #expect(report.verdict == .inconclusive(.shutdown))
        #expect(scene.world.network.openConnections == 0)
    }
}
