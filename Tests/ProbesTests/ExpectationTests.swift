import Network
import Probes
import Simulation
import Testing
import Time

/// What a port is, held against what it is to be.
struct ExpectationTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var behaviour: Behaviour
        var state: PortState
        var testDescription: String { "\(behaviour)" }
    }

    private static let rows = [
        Row(behaviour: .accepts(.discards), state: .open),
        Row(behaviour: .resetsAfterAccept, state: .open),
        Row(behaviour: .resetsOnConnect, state: .open),
        Row(behaviour: .refuses, state: .refused),
        Row(behaviour: .silent, state: .filtered),
        Row(behaviour: .hostUnreachable(), state: .filtered),
        Row(behaviour: .hostUnreachable(after: .milliseconds(30)), state: .filtered),
        Row(behaviour: .networkUnreachable, state: .filtered),
    ]

    private static func report(
        _ expectation: PortExpectation, _ scene: Scene, timeout: Duration = .seconds(5)
    ) throws -> ProbeReport {
        var options = Scene.options()
        options.expectation = expectation
        options.timeout = timeout
        options.connectTimeout = timeout
        return try scene.attempt(options)
    }

    /// The name takes so long that a port which answers in 20 ms cannot in what is left.
    @Test func `silence that was too short closes no port`() throws {
        let scene = Scene()
        scene.world.resolver.set(.exactly(.milliseconds(2_495)))
        var options = Scene.options(.name(Scene.name))
        options.expectation = .closed
        let report = try scene.attempt(options)
        #expect(report.verdict == .failure(.timeout, .connect))
        #expect(report.portState == nil)
    }

    @Test(arguments: rows, PortExpectation.allCases)
    func `a port succeeds exactly where it is as it is to be`(
        row: Row, expectation: PortExpectation
    ) throws {
        let report = try Self.report(expectation, Scene(row.behaviour))
        #expect(report.portState == row.state)
        let isMet =
            switch expectation {
            case .open: row.state == .open
            case .closed: row.state == .refused || row.state == .filtered
            case .refused: row.state == .refused
            case .filtered: row.state == .filtered
            }
        // A connection that broke as it was made is no success of a probe that wants one.
        if case .resetsOnConnect = row.behaviour, expectation == .open {
            #expect(report.verdict == .failure(.reset, .connect))
            return
        }
        #expect((report.verdict == .success) == isMet)
        guard !isMet, expectation != .open else { return }
        let reason: FailureReason = row.state == .open ? .unexpectedlyOpen : .unexpectedlyClosed
        #expect(report.verdict == .failure(reason, .connect))
        let detail = try #require(report.detail)
        #expect(detail.hasPrefix("the port is \(row.state.rawValue)"))
        #expect(detail.hasSuffix(", not \(expectation.rawValue)"))
    }

    @Test(arguments: LocalTrouble.allCases, PortExpectation.allCases)
    func `our own trouble never counts as closed`(
        trouble: LocalTrouble, expectation: PortExpectation
    ) throws {
        let report = try Self.report(expectation, Scene(.localTrouble(trouble)))
        #expect(
            report.verdict
                == .inconclusive(try #require(InconclusiveReason(rawValue: trouble.rawValue))))
        #expect(report.portState == nil)
    }

    @Test(arguments: [PortExpectation.closed, .filtered])
    func `silence towards a prober that stood still is no success`(
        expectation: PortExpectation
    ) throws {
        let scene = Scene(.silent)
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.stall(for: .milliseconds(1_300))
        }
        let report = try Self.report(expectation, scene)
        #expect(report.verdict == .inconclusive(.stalled))
        #expect(report.portState == nil)
    }

    @Test func `silence in place of a refusal is no failure of a prober that stood still`() throws {
        let scene = Scene(.silent)
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.stall(for: .milliseconds(1_300))
        }
        #expect(try Self.report(.refused, scene).verdict == .inconclusive(.stalled))
    }

    @Test func `a refusal counts for a prober that stood still`() throws {
        let scene = Scene(.refuses)
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.stall(for: .milliseconds(1_300))
        }
        let report = try Self.report(.closed, scene)
        #expect(report.verdict == .success)
        #expect(report.portState == .refused)
        #expect(!report.isTimingFair)
    }

    @Test func `a port that is open against expectation ends with the connection`() throws {
        let report = try Self.report(.closed, Scene())
        #expect(report.verdict == .failure(.unexpectedlyOpen, .connect))
        #expect(report.phases.connect == Scene.oneWay * 2)
        #expect(report.duration == Scene.oneWay * 2)
    }

    @Test func `a name that does not exist tells nothing of a port`() throws {
        var options = Scene.options(.name("nobody.example"))
        options.expectation = .closed
        let report = try Scene().attempt(options)
        #expect(report.verdict == .failure(.dnsNotFound, .resolve))
        #expect(report.portState == nil)
    }
}
