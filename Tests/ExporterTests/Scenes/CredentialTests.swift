import Configuration
import Exporter
import Network
import Patterns
import Probes
import Simulation
import Testing
import Time

/// A certificate that a probe shows, and files that come and go.
struct CredentialTests {
    private static let files = TLSCredentialFiles(certificate: "/own.pem", key: "/own.key")

    private static func probe(_ index: Int = 0) -> ProbeSettings {
        var probe = Target.probe(index, tls: true)
        probe.options.tls?.credentials = files
        return probe
    }

    private static func world() -> SimulatedWorld {
        let world = Target.world()
        world.network.setElsewhere(Target.secure(world, DayTarget.facts()))
        write("first", in: world)
        return world
    }

    /// To the simulated library a key is that of a certificate with the same bytes.
    private static func write(_ text: String, in world: SimulatedWorld) {
        world.files.set(files.certificate, text)
        world.files.set(files.key, text)
    }

    private static func error(_ world: SimulatedWorld) -> ExporterError? {
        do throws(ExporterError) {
            _ = try Exporter(
                settings: Settings(probes: [probe()]), world: ExporterScene.world(of: world),
                build: ExporterScene.build)
            return nil
        } catch {
            return error
        }
    }

    @Test func `credentials that change are read again, by one for all, and else not`() throws {
        let world = Self.world()
        let probes = (0..<10).map { Self.probe($0) }
        let scene = try ExporterScene(world, Settings(probes: probes))
        let readAtStart = world.files.readCount
        let counts = scene.run {
            var counts: [Int] = []
            for round in 0..<3 {
                if round > 0 { Self.write("round \(round)", in: world) }
                await scene.sleep(.seconds(60))
                counts.append(world.files.readCount - readAtStart)
            }
            return counts
        }
        #expect(readAtStart == 2)
        #expect(counts == [0, 2, 4])
        #expect(world.log.lines.isEmpty)
    }

    @Test func `credentials that cannot be read say nothing of the target, and are logged once`()
        throws
    {
        let world = Self.world()
        let probes = (0..<10).map { Self.probe($0) }
        let scene = try ExporterScene(world, Settings(probes: probes))
        let pages = try scene.run {
            await scene.sleep(.seconds(60))
            world.files.set(Self.files.certificate, failing: .permission)
            await scene.sleep(.seconds(60))
            let during = await scene.metrics()
            Self.write("second", in: world)
            await scene.sleep(.seconds(60))
            return [during, await scene.metrics()]
        }.map { try MetricsPage($0) }
        for page in pages {
            for probe in probes {
                #expect(page["probe_success", probe] == 1)
                #expect(page["probe_failures_total", probe] == 0)
                #expect(page["probe_inconclusive_total", probe] == 6)
            }
        }
        let lines = world.log.lines
        #expect(
            lines.map(\.message) == ["Credentials cannot be used", "Credentials can be used again"])
        #expect(lines.map { $0["file"] } == ["/own.pem", "/own.pem"])
        #expect(lines.first?["detail"] == "permission denied")
    }

    @Test func `a certificate that is renewed before its key is waited for`() throws {
        let world = Self.world()
        let probe = Self.probe()
        let scene = try ExporterScene(world, Settings(probes: [probe]))
        let answer = scene.run {
            await scene.sleep(.seconds(55))
            world.files.set(Self.files.certificate, "second")
            await scene.sleep(.seconds(20))
            world.files.set(Self.files.key, "second")
            await scene.sleep(.seconds(60))
            return await scene.metrics()
        }
        let page = try MetricsPage(answer)
        #expect(page["probe_inconclusive_total", probe] == 2)
        #expect(page["probe_success", probe] == 1)
        #expect(world.log.lines.map { $0["file"] } == ["/own.key", "/own.pem"])
    }

    @Test func `an attempt names the file that cannot be read`() async throws {
        let world = Self.world()
        let scene = try SingleProbe(Self.probe(), ExporterScene.world(of: world))
        world.files.set(Self.files.certificate, failing: .missing)
        let report = world.loop.run { await scene.attempt() }
        #expect(report.verdict == .inconclusive(.credentials))
        #expect(report.detail == "/own.pem: there is no such file")
    }

    @Test func `nothing starts with credentials that cannot be shown`() throws {
        func fault(_ change: (SimulatedFiles) -> Void) -> String? {
            let world = Self.world()
            change(world.files)
            guard case .credentials("server/probe-0", let fault) = Self.error(world) else {
                return nil
            }
            return fault.description
        }
        #expect(fault { _ in } == nil)
        #expect(
            fault { $0.set("/own.key", failing: .permission) } == "/own.key: permission denied")
        #expect(
            fault { $0.set("/own.key", "second") }
                == "/own.key: its key is not that of the first certificate in /own.pem; name the "
                + "file of the key that belongs to it")
        #expect(
            fault { $0.set("/own.pem", []) }
                == "/own.pem: there is no certificate in it that can be read")
        let tooLarge = [UInt8](repeating: 0, count: CredentialLimits.certificateBytesMax + 1)
        #expect(
            fault { $0.set("/own.pem", tooLarge) } == "/own.pem: it has more than 4194304 bytes")
    }

    @Test func `a check finds each mistake once`() {
        let world = Self.world()
        world.files.set(Self.files.key, "second")
        let check = ConfigurationCheck(tls: world.tls, files: world.files, log: world.log)
        let settings = Settings(
            probes: (0..<3).map { Self.probe($0) } + [Target.probe(9, tls: true)])
        #expect(check.mistakes(in: settings).told.count == 1)
        Self.write("third", in: world)
        #expect(check.mistakes(in: settings).told.isEmpty)
        #expect(world.log.lines.isEmpty)
    }

    private static let token = SecretFile("/run/token")

    /// A probe that says a token, and a world whose target says it back.
    private static func tokenProbe(_ index: Int = 0) throws -> ProbeSettings {
        var probe = Target.probe(index)
        probe.options.account = Account(token: token)
        probe.options.script = Script([
            Script.Part(
                .script,
                [
                    .send([.account(.token), "\r\n"]),
                    .expect(
                        Expectation(
                            try Pattern("^(?P<said>.+)$"),
                            captures: [Capture(name: "said", use: .label)])),
                ])
        ])
        return probe
    }

    private static func echoing() -> SimulatedWorld {
        let world = Target.world(
            .accepts(
                .scripted {
                    ServerTurns([.hear("planted\r\n"), .say("no planted here\r\n")])
                }))
        world.files.set(token.path, "planted\n")
        return world
    }

    @Test func `a token that comes back is on no page, and one that goes is logged once`() throws {
        let world = Self.echoing()
        let probes = [try Self.tokenProbe(0), try Self.tokenProbe(1)]
        let scene = try ExporterScene(world, Settings(probes: probes))
        let answer = scene.run {
            await scene.sleep(.seconds(60))
            world.files.set(Self.token.path, isReadableByOthers: true)
            await scene.sleep(.seconds(60))
            return await scene.metrics()
        }
        let page = try MetricsPage(answer)
        for probe in probes {
            #expect(page["probe_success", probe] == 1)
            #expect(page["probe_failures_total", probe] == 0)
            #expect(page["probe_inconclusive_total", probe] == 6)
        }
        let text = String(decoding: answer, as: UTF8.self)
        #expect(text.contains(#"said="no *** here""#))
        #expect(!text.contains("planted"))
        #expect(world.log.messages(atLeast: .warn) == ["Credentials cannot be used"])
        #expect(
            world.log.lines.first?["detail"] == "others may read it; run chmod o-r /run/token")
    }

    @Test func `nothing starts with a secret that cannot be read`() throws {
        let world = Self.echoing()
        world.files.set(Self.token.path, failing: .missing)
        let probe = try Self.tokenProbe()
        let error = #expect(throws: ExporterError.self) {
            _ = try ExporterScene(world, Settings(probes: [probe]))
        }
        guard case .credentials("server/probe-0", let fault)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(fault.description == "/run/token: there is no such file")
    }

    @Test func `what no configuration names any more is forgotten, whether it is taken or not`()
        throws
    {
        let world = Self.echoing()
        let (probe, other) = (try Self.tokenProbe(), Target.probe(5))
        let scene = try ExporterScene(world, Settings(probes: [probe]))
        #expect(world.files.readCount == 1)
        _ = try scene.exporter.change(to: Settings(probes: [other]))
        _ = try scene.exporter.change(to: Settings(probes: [other, probe]))
        #expect(world.files.readCount == 2)
        // A change that is refused leaves what runs as it was, and keeps nothing of its own.
        var wrong = try Self.tokenProbe(1)
        wrong.options.account = Account(
            password: SecretFile("/run/good"), token: SecretFile("/run/missing"))
        wrong.options.script = Script([
            Script.Part(.script, [.send([.account(.password), .account(.token)])])
        ])
        world.files.set("/run/good", "open")
        for _ in 0..<2 {
            let before = world.files.readCount
            #expect(throws: ExporterError.self) {
                try scene.exporter.change(to: Settings(probes: [other, probe, wrong]))
            }
            #expect(world.files.readCount - before == 1)
        }
        #expect(world.log.lines.isEmpty)
        _ = try scene.exporter.change(to: Settings(probes: [other, probe]))
        #expect(world.log.lines.isEmpty)
    }
}
