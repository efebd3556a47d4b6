import Network
import Probes
import Simulation
import Testing
import Time

/// Several addresses of a name whose port is to be something else than open.
struct ExpectedAddressesTests {
    private static func report(
        _ scope: AddressScope, _ expectation: PortExpectation, _ behaviours: [Behaviour],
        stallAfter: Duration? = nil
    ) throws -> ProbeReport {
        let scene = Scene.addresses(
            behaviours.enumerated().map { (Scene.v4($0.offset + 1), $0.element) })
        var options = Scene.options(scope)
        options.expectation = expectation
        if let stallAfter {
            let loop = scene.world.loop
            loop.schedule(at: loop.now + stallAfter) { loop.stall(for: .seconds(3)) }
        }
        return try scene.attempt(options)
    }

    @Test(arguments: [
        (PortExpectation.closed, [Behaviour.refuses, .silent], Verdict.success),
        (.closed, [.refuses, .accepts(.discards)], .failure(.unexpectedlyOpen, .connect)),
        (.filtered, [.silent, .silent], .success),
        (.filtered, [.silent, .refuses], .failure(.unexpectedlyClosed, .connect)),
        (.refused, [.refuses, .localTrouble(.ports)], .inconclusive(.ports)),
        (.refused, [.refuses, .localTrouble(.localRoute)], .success),
        (.closed, [.localTrouble(.ports), .localTrouble(.ports)], .inconclusive(.ports)),
    ])
    func `of any the one that stands or says most is held against it`(
        expectation: PortExpectation, behaviours: [Behaviour], verdict: Verdict
    ) throws {
        #expect(try Self.report(.any, expectation, behaviours).verdict == verdict)
    }

    @Test func `a port of which not every address was heard out is not closed`() throws {
        let silent = Array(repeating: Behaviour.silent, count: 6)
        let scene = Scene.addresses(silent.enumerated().map { (Scene.v4($0.offset), $0.element) })
        var options = Scene.options(.any, timeout: .seconds(1))
        options.expectation = .closed
        // Four are asked in a second, and the last of them for a quarter of one.
        let hasty = try scene.attempt(options)
        #expect(hasty.verdict == .failure(.timeout, .connect))
        #expect(hasty.portState == nil)
        options.timeout = .seconds(4)
        let patient = try scene.attempt(options)
        #expect(patient.verdict == .success)
        #expect(patient.portState == .filtered)
    }

    @Test func `of all each one is, and so many must be as they should`() throws {
        let behaviours: [Behaviour] = [.refuses, .silent, .accepts(.discards)]
        let report = try Self.report(.all(.everyOne), .closed, behaviours)
        #expect(report.verdict == .failure(.tooFewAddresses, .connect))
        #expect(
            report.addresses?.map(\.verdict) == [
                .success, .success, .failure(.unexpectedlyOpen, .connect),
            ])
        #expect(report.addresses?.map(\.portState) == [.refused, .filtered, .open])
        #expect(report.portState == nil)
        #expect(try Self.report(.all(.count(2)), .closed, behaviours).verdict == .success)
    }

    @Test func `where we stood still a silent address leaves the others in doubt`() throws {
        for expectation in [PortExpectation.open, .refused] {
            let behaviours: [Behaviour] = [.refuses, .silent]
            let fair = try Self.report(.any, expectation, behaviours)
            #expect(
                fair.verdict
                    == (expectation == .open ? .failure(.refused, .connect) : .success))
            let stalled = try Self.report(
                .any, expectation, behaviours, stallAfter: .milliseconds(300))
            #expect(stalled.verdict == .inconclusive(.stalled))
        }
    }
}
