import Network
import Probes
import Simulation
import Testing
import Time

struct FairnessTests {
    /// Longer than a quarter of the timeout of 5 s.
    private static let stall = Duration.milliseconds(1_300)

    private static func stalled(
        _ scene: Scene, for duration: Duration = stall, tls: Bool = false, name: Bool = false
    ) throws -> ProbeReport {
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.stall(for: duration)
        }
        return try scene.attempt(
            Scene.options(name ? .name(Scene.name) : .address(Scene.v4), tls: tls))
    }

    private static func suspended(
        _ scene: Scene, for duration: Duration, tls: Bool = false
    ) throws -> ProbeReport {
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.suspend(for: duration)
        }
        return try scene.attempt(Scene.options(tls: tls))
    }

    @Test func `a timeout of a prober that stood still says nothing`() throws {
        let report = try Self.stalled(Scene(.silent))
        #expect(report.verdict == .inconclusive(.stalled))
        #expect(!report.isTimingFair)
    }

    @Test func `a name that timed out while the prober stood still says nothing`() throws {
        let scene = Scene()
        scene.world.resolver.set(.fails(.timeout), for: Scene.name)
        #expect(try Self.stalled(scene, name: true).verdict == .inconclusive(.stalled))
    }

    @Test(arguments: [
        TLSServerAnswer.staysSilent, .resets, .truncates, .alert(40),
    ])
    func `a peer that gave up on a prober which stood still says nothing`(
        answer: TLSServerAnswer
    ) throws {
        #expect(try Self.stalled(Scene.tls(answer), tls: true).verdict == .inconclusive(.stalled))
    }

    @Test func `a goodbye to a prober which stood still says nothing`() throws {
        let scene = Scene.talk([
            .say("220 hello\r\n"), .act(.wait(.milliseconds(500))), .say("421 too slow\r\n"),
            .act(.finish),
        ])
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.stall(for: Self.stall)
        }
        let report = try scene.converse([
            .expect("^220 "), .send("EHLO sonde.invalid\r\n"), .expect("^250 "),
        ])
        #expect(report.verdict == .inconclusive(.stalled))
    }

    @Test(arguments: [
        (Behaviour.refuses, Verdict.failure(.refused, .connect)),
        (.networkUnreachable, .failure(.networkUnreachable, .connect)),
        (.accepts(.discards), .success),
    ])
    func `what the target said stays said, only its timing is not to be trusted`(
        behaviour: Behaviour, verdict: Verdict
    ) throws {
        let stalled = try Self.stalled(Scene(behaviour))
        #expect(stalled.verdict == verdict)
        #expect(!stalled.isTimingFair)
        let suspended = try Self.suspended(Scene(behaviour), for: .seconds(600))
        #expect(suspended.verdict == verdict)
        #expect(!suspended.isTimingFair)
    }

    @Test func `a bad certificate stays bad however late we look`() throws {
        let report = try Self.stalled(
            Scene.tls(.completes(Scene.facts(.failed(.untrusted)))), tls: true)
        #expect(report.verdict == .failure(.certificateUntrusted, .tls))
        #expect(!report.isTimingFair)
    }

    @Test func `an answer that came in time is found after a stall beyond the deadline`() throws {
        let report = try Self.stalled(Scene(), for: .seconds(60))
        #expect(report.verdict == .success)
        #expect(!report.isTimingFair)
    }

    @Test func `a stall of no more than a quarter of the timeout changes nothing`() throws {
        let report = try Self.stalled(Scene(.silent), for: .milliseconds(1_250))
        #expect(report.verdict == .failure(.timeout, .connect))
        #expect(report.isTimingFair)
    }

    @Test func `a short timeout allows a stall of a tenth of a second`() throws {
        for (stall, isFair) in [(100, true), (101, false)] {
            let scene = Scene(.silent)
            scene.world.loop.schedule(after: .milliseconds(1)) {
                scene.world.loop.stall(for: .milliseconds(stall))
            }
            var options = Scene.options()
            options.timeout = .milliseconds(300)
            #expect(try scene.attempt(options).isTimingFair == isFair)
        }
    }

    @Test func `a timeout of a machine that slept says nothing`() throws {
        let report = try Self.suspended(Scene(.silent), for: .milliseconds(51))
        #expect(report.verdict == .inconclusive(.suspended))
        let brief = try Self.suspended(Scene(.silent), for: .milliseconds(50))
        #expect(brief.verdict == .failure(.timeout, .connect))
    }

    @Test func `a stall before the attempt is none of its business`() throws {
        let scene = Scene(.silent)
        scene.world.loop.stall(for: .seconds(60))
        #expect(try scene.attempt().verdict == .failure(.timeout, .connect))
    }

    @Test func `a shutdown stays a shutdown after a stall`() throws {
        let scene = Scene(.silent)
        scene.world.loop.schedule(after: .milliseconds(1)) {
            scene.world.loop.stall(for: Self.stall)
        }
        let report = try scene.attempt(cancelledAfter: .milliseconds(1_500))
        #expect(report.verdict == .inconclusive(.shutdown))
    }
}
