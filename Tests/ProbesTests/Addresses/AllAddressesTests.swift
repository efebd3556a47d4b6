import Network
import Probes
import Simulation
import Testing
import Time

struct AllAddressesTests {
    private static let three = [1, 2, 3].map { Scene.v4($0) }

    private static func scene(_ behaviours: [Behaviour]) -> Scene {
        .addresses(behaviours.enumerated().map { (Scene.v4($0.offset + 1), $0.element) })
    }

    @Test func `each address is attempted, in an order that the answer does not change`() throws {
        let scene = Scene.addresses([
            (Scene.v6(1), .accepts(.discards)), (Scene.v4(9), .accepts(.discards)),
            (Scene.v4(2), .refuses), (Scene.v4(9), .accepts(.discards)),
        ])
        let report = try scene.attempt(Scene.options(.all(.count(2))))
        let reports = try #require(report.addresses)
        #expect(reports.map(\.address) == [Scene.v4(2), Scene.v4(9), Scene.v6(1)])
        #expect(
            reports.map(\.verdict) == [.failure(.refused, .connect), .success, .success])
        #expect(report.verdict == .success)
        #expect(report.address == nil)
        #expect(report.addressCount == 4)
        #expect(reports.allSatisfy { $0.phasesTogether == $0.duration || $0.verdict != .success })
        #expect(reports.allSatisfy { $0.phases.resolve == nil })
        #expect(report.phases.resolve == Scene.oneWay * 2)
        #expect(report.phases.connect == nil)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: [
        ([true, true, true], Quorum.everyOne, true), ([true, true, false], .everyOne, false),
        ([true, true, false], .count(2), true), ([true, false, false], .count(2), false),
        ([true, false, false], .share(0.3), true), ([true, false, false], .share(0.5), false),
        ([false, false, false], .count(1), false), ([true], .count(1), true),
        ([true], .count(2), false), ([false], .share(0.01), false),
    ])
    func `the whole stands with its quorum`(
        up: [Bool], quorum: Quorum, stands: Bool
    ) throws {
        let scene = Self.scene(up.map { $0 ? .accepts(.discards) : .refuses })
        let report = try scene.attempt(Scene.options(.all(quorum)))
        #expect(
            report.verdict == (stands ? .success : .failure(.tooFewAddresses, .connect)))
        #expect((report.detail == nil) == stands)
    }

    @Test(arguments: [
        ([true, false, false], Quorum.count(2), "1 of 3 addresses are up, 2 are needed"),
        ([false], .count(1), "0 of 1 address is up, 1 is needed"),
        ([true], .count(2), "the name has 1 address, 2 are needed"),
        ([true, true], .count(5), "the name has 2 addresses, 5 are needed"),
    ])
    func `too few are told in numbers`(up: [Bool], quorum: Quorum, words: String) throws {
        let scene = Self.scene(up.map { $0 ? .accepts(.discards) : .refuses })
        #expect(try scene.attempt(Scene.options(.all(quorum))).detail == words)
    }

    @Test(arguments: [
        ([Behaviour.accepts(.discards), .localTrouble(.ports)], Quorum.count(1), Verdict.success),
        ([.accepts(.discards), .localTrouble(.ports)], .count(2), .inconclusive(.ports)),
        ([.refuses, .localTrouble(.ports)], .count(2), .failure(.tooFewAddresses, .connect)),
        (
            [.refuses, .localTrouble(.ports), .localTrouble(.memory)], .count(2),
            .inconclusive(.ports)
        ),
        ([.refuses, .localTrouble(.ports)], .share(0.5), .inconclusive(.ports)),
        ([.localTrouble(.memory)], .count(3), .failure(.tooFewAddresses, .connect)),
    ])
    func `what we could not try may still stand`(
        behaviours: [Behaviour], quorum: Quorum, verdict: Verdict
    ) throws {
        let report = try Self.scene(behaviours).attempt(Scene.options(.all(quorum)))
        #expect(report.verdict == verdict)
    }

    /// The answer to the question for the name lies there when we go on.
    @Test func `where we stood still before an address had its turn nothing is known of it`()
        throws
    {
        let scene = Self.scene([.silent, .silent])
        let loop = scene.world.loop
        loop.schedule(at: loop.now + .milliseconds(5)) { loop.stall(for: .seconds(6)) }
        let report = try scene.attempt(Scene.options(.all(.everyOne)))
        #expect(report.verdict == .inconclusive(.stalled))
        #expect(
            report.addresses?.map(\.verdict) == [.inconclusive(.stalled), .inconclusive(.stalled)])
    }

    @Test func `half of the addresses are no answer, and what was known stands`() throws {
        let scene = Self.scene([.accepts(.discards), .accepts(.discards)])
        scene.world.resolver.set(.answersHalf([Scene.v4(1)], .serverFailure), for: Scene.name)
        let report = try scene.attempt(Scene.options(.all(.count(1))))
        #expect(report.verdict == .failure(.dnsServerFailure, .resolve))
        #expect(report.addresses == nil)
        let first = try scene.attempt(Scene.options(.first))
        #expect(first.verdict == .success)
        let ip4 = try scene.attempt(Scene.options(.all(.count(1)), policy: .ip4))
        #expect(ip4.verdict == .success)
    }

    @Test func `all are attempted at once, one shortly after the other`() throws {
        let scene = Self.scene(Array(repeating: .silent, count: 5))
        let report = try scene.attempt(Scene.options(.all(.count(1))))
        let reports = try #require(report.addresses)
        let starts = reports.map(\.startedAt)
        #expect(zip(starts, starts.dropFirst()).allSatisfy { $1 - $0 == ProbeLimits.addressPace })
        #expect(reports.allSatisfy { $0.duration == .seconds(2) })
        #expect(reports.allSatisfy { $0.verdict == .failure(.timeout, .connect) })
        #expect(
            report.duration == Scene.oneWay * 2 + ProbeLimits.addressPace * 4 + .seconds(2))
    }

    @Test func `the starts take a quarter of the time at the most`() throws {
        let addresses = (1...32).map { Scene.v4($0) }
        let scene = Scene.addresses(addresses.map { ($0, .silent) })
        let report = try scene.attempt(
            Scene.options(.all(.count(1)), timeout: .milliseconds(420)))
        let reports = try #require(report.addresses)
        let last = try #require(reports.last)
        #expect(report.duration == .milliseconds(420))
        #expect(last.duration > .milliseconds(300))
    }

    @Test func `of too many addresses always the same are attempted`() throws {
        let addresses = (1...40).map { Scene.v4($0) }
        let scene = Scene.addresses(addresses.map { ($0, .accepts(.discards)) })
        for _ in 0..<2 {
            scene.world.resolver.set(.answers(addresses.shuffled()), for: Scene.name)
            let report = try scene.attempt(Scene.options(.all(.everyOne)))
            #expect(report.addresses?.map(\.address) == addresses.prefix(32).map { $0 })
            #expect(report.addressCount == 40)
            #expect(report.verdict == .success)
        }
    }

    @Test(arguments: [
        (ResolveError.notFound, FailureReason.dnsNotFound, true),
        (.noData, .dnsNoData, true), (.timeout, .dnsTimeout, false),
        (.serverFailure, .dnsServerFailure, false),
    ])
    func `a name that is not there has no address, one that fails may have some`(
        error: ResolveError, reason: FailureReason, isEmpty: Bool
    ) throws {
        let scene = Scene()
        scene.world.resolver.set(.fails(error), for: Scene.name)
        let report = try scene.attempt(Scene.options(.all(.everyOne)))
        #expect(report.verdict == .failure(reason, .resolve))
        #expect(report.addresses?.isEmpty == (isEmpty ? true : nil))
    }

    @Test func `an address that is written down is one`() throws {
        var options = Scene.options(.all(.everyOne))
        options.host = .address(Scene.v4)
        let report = try Scene().attempt(options)
        #expect(report.verdict == .success)
        #expect(report.addresses == nil)
        #expect(report.address == Scene.v4)
    }

    @Test func `each address has its own handshake`() throws {
        let scene = Self.scene([.accepts(.discards), .accepts(.discards), .refuses])
        let answers: [TLSServerAnswer] = [
            .completes(Scene.facts()), .completes(Scene.facts(.failed(.expired))),
        ]
        for (address, answer) in zip(Self.three, answers) {
            scene.world.network.set(
                .accepts(.tls(scene.world.tls.server(answer))),
                at: Endpoint(address: address, port: 443))
        }
        let report = try scene.attempt(Scene.options(.all(.count(1)), tls: true))
        #expect(report.verdict == .success)
        #expect(report.tls == nil)
        #expect(
            report.addresses?.map(\.verdict) == [
                .success, .failure(.certificateExpired, .tls), .failure(.refused, .connect),
            ])
        #expect(
            report.addresses?.map(\.tls) == [
                Scene.facts(), Scene.facts(.failed(.expired)), nil,
            ])
    }

    @Test(arguments: [1, 15, 22, 500])
    func `an attempt that is cancelled is inconclusive, and so are its addresses`(
        milliseconds: Int
    ) throws {
        let scene = Self.scene([.silent, .silent, .silent])
        let report = try scene.attempt(
            Scene.options(.all(.count(1))), cancelledAfter: .milliseconds(milliseconds))
        #expect(report.verdict == .inconclusive(.shutdown))
        let verdicts = report.addresses?.map(\.verdict) ?? []
        #expect(verdicts.allSatisfy { $0 == .inconclusive(.shutdown) })
        #expect(scene.world.network.openConnections == 0)
    }
}
