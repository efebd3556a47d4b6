import Network
import Probes
import Simulation
import Testing
import Time

/// The certificate served beside the one on disk.
struct CertificateFileTests {
    private static let path = "/live/certificate.pem"

    private let scene = Scene.tls(.completes(Scene.facts()))

    /// A probe that compares, and how often it had to read the file.
    private func outcomes(
        _ writes: [(SimulatedFiles) -> Void]
    ) throws -> [CertificateComparison.Outcome?] {
        let options = Scene.options(tls: true)
        let world = scene.world
        let probe = TCPProbe(
            options: options, tls: try world.tls.client(#require(options.tls)),
            certificateFile: CertificateFile(
                path: Self.path, files: world.files, tls: world.tls))
        let probeWorld = scene.probeWorld
        return writes.map { write in
            write(world.files)
            let report = world.loop.run { await probe.attempt(in: probeWorld) }
            #expect(report.verdict == .success)
            #expect(report.comparison.map { $0.path == Self.path } == true)
            return report.comparison?.outcome
        }
    }

    private static func write(_ text: String) -> (SimulatedFiles) -> Void {
        { $0.set(path, text) }
    }

    private static func fail(_ error: FileError) -> (SimulatedFiles) -> Void {
        { $0.set(path, failing: error) }
    }

    private static func leave(_: SimulatedFiles) {}

    @Test func `the same certificate is the same, and another one another`() throws {
        let other = try #require(scene.world.tls.certificate(in: Array("abcd".utf8)))
        let found = try outcomes([
            Self.write("00ff"), Self.write("abcd"), Self.leave, Self.write("00ff"),
        ])
        #expect(found == [.same, .other(other), .other(other), .same])
    }

    @Test func `a file is read when it has changed and not before`() throws {
        _ = try outcomes(
            [Self.write("00ff")] + Array(repeating: Self.leave, count: 50)
                + [Self.write("00ff"), Self.leave, Self.write(""), Self.leave])
        #expect(scene.world.files.readCount == 3)
    }

    @Test func `a file that cannot be read or holds nothing is no verdict`() throws {
        let found = try outcomes([
            Self.leave, Self.write(""), Self.fail(.permission), Self.fail(.notRegular),
            Self.fail(.tooLarge), Self.fail(.other(errorNumber: 5)), Self.fail(.missing),
            Self.write("00ff"),
        ])
        #expect(
            found == [
                .unavailable(.unreadable(.missing)), .unavailable(.noCertificate),
                .unavailable(.unreadable(.permission)), .unavailable(.unreadable(.notRegular)),
                .unavailable(.unreadable(.tooLarge)),
                .unavailable(.unreadable(.other(errorNumber: 5))),
                .unavailable(.unreadable(.missing)), .same,
            ])
    }

    @Test func `an error that passes is asked for again`() throws {
        let found = try outcomes([
            Self.fail(.other(errorNumber: 24)), Self.leave, Self.write("00ff"),
        ])
        #expect(found.last == .same)
        #expect(scene.world.files.readCount == 3)
    }

    @Test func `without a file nothing is compared`() throws {
        #expect(try scene.attempt(Scene.options(tls: true)).comparison == nil)
    }

    @Test func `where no certificate is served there is nothing to compare`() throws {
        var facts = Scene.facts(.failed(.invalid))
        facts.certificates = []
        let bare = Scene.tls(.completes(facts))
        bare.world.files.set(Self.path, "00ff")
        let options = Scene.options(tls: true, verify: false)
        let probe = TCPProbe(
            options: options, tls: try bare.world.tls.client(#require(options.tls)),
            certificateFile: CertificateFile(
                path: Self.path, files: bare.world.files, tls: bare.world.tls))
        let probeWorld = bare.probeWorld
        let report = bare.world.loop.run { await probe.attempt(in: probeWorld) }
        #expect(report.comparison == nil)
    }
}
