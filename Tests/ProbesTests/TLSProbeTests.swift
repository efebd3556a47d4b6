import Network
import Probes
import Simulation
import Testing
import Time

struct TLSProbeTests {
    @Test func `a trusted certificate is a success with its facts`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        let report = try scene.attempt(Scene.options(tls: true))
        #expect(report.verdict == .success)
        #expect(report.tls == Scene.facts())
        #expect(report.certificates == [Scene.certificate])
    }

    @Test(arguments: CertificateProblem.allCases)
    func `a bad certificate is a failure where it is verified, and keeps its facts`(
        problem: CertificateProblem
    ) throws {
        let facts = Scene.facts(.failed(problem))
        let report = try Scene.tls(.completes(facts)).attempt(Scene.options(tls: true))
        let reason = try #require(FailureReason(rawValue: problem.rawValue))
        #expect(report.verdict == .failure(reason, .tls))
        #expect(report.tls == facts)
        #expect(report.certificates == [Scene.certificate])
        #expect(report.phases.tls == Scene.oneWay * 2)
    }

    @Test(arguments: CertificateProblem.allCases)
    func `a bad certificate is a success where nobody verifies it, and keeps its facts`(
        problem: CertificateProblem
    ) throws {
        let facts = Scene.facts(.failed(problem))
        let report = try Scene.tls(.completes(facts)).attempt(
            Scene.options(tls: true, verify: false))
        #expect(report.verdict == .success)
        #expect(report.tls == facts)
        #expect(report.duration == Scene.oneWay * 4)
    }

    @Test func `an alert tells its number and keeps the certificates that had come`() throws {
        let scene = Scene.tls(.alert(116, certificates: [Scene.certificate]))
        let report = try scene.attempt(Scene.options(tls: true))
        #expect(report.verdict == .failure(.tlsAlert, .tls))
        #expect(report.certificates == [Scene.certificate])
        #expect(report.tls == nil)
        #expect(report.phases.tls == nil)
        #expect(report.detail?.contains("116") == true)
    }

    @Test func `what is no TLS is told in the library's words`() throws {
        let report = try Scene(.speaksPlainText).attempt(Scene.options(tls: true))
        #expect(report.verdict == .failure(.tlsProtocol, .tls))
        #expect(report.detail?.contains("wrong version number") == true)
    }

    @Test func `certificates are judged by the calendar of the attempt`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        scene.world.loop.setWallTime(Scene.certificate.notAfter + .seconds(1))
        let report = try scene.attempt(Scene.options(tls: true))
        #expect(report.verdict == .failure(.certificateExpired, .tls))
    }

    @Test func `a handshake that comes in single bytes is the same handshake`() throws {
        let scene = Scene()
        let server = scene.world.tls.server(.completes(Scene.facts()))
        scene.world.network.set(
            .accepts(.scripted { Trickling(server.makeConversation()) }),
            at: Scene.target)
        let report = try scene.attempt(Scene.options(tls: true))
        #expect(report.verdict == .success)
        #expect(report.tls == Scene.facts())
        #expect(report.phases.tls.map { $0 > Scene.oneWay * 2 } == true)
    }

    @Test func `a handshake that trickles beyond the deadline is a timeout`() throws {
        let scene = Scene()
        let server = scene.world.tls.server(.completes(Scene.facts()))
        scene.world.network.set(
            .accepts(
                .scripted {
                    Trickling(server.makeConversation(), pause: .seconds(1))
                }), at: Scene.target)
        let report = try scene.attempt(Scene.options(tls: true))
        #expect(report.verdict == .failure(.timeout, .tls))
        #expect(report.duration == .seconds(5))
    }
}

/// A server that says each byte on its own, with a pause before it.
private struct Trickling: ServerConversation {
    private var inner: any ServerConversation
    private let pause: Duration

    init(_ inner: any ServerConversation, pause: Duration = .milliseconds(1)) {
        self.inner = inner
        self.pause = pause
    }

    mutating func received(_ bytes: [UInt8]) -> [ServerAct] {
        inner.received(bytes).flatMap { act -> [ServerAct] in
            guard case .send(let bytes) = act else { return [act] }
            return bytes.flatMap { [.wait(pause), .send([$0])] }
        }
    }
}
