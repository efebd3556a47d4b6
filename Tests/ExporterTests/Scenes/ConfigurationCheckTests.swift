import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing

/// What a check tells of TLS settings that cannot be made ready.
struct ConfigurationCheckTests {
    private static func probe(
        _ index: Int, _ authorities: CertificateAuthorities = .system
    ) -> ProbeSettings {
        var probe = Target.probe(index, tls: true)
        probe.options.tls?.authorities = authorities
        return probe
    }

    private static func mistakes(
        _ error: TLSSettingsError, _ probes: [ProbeSettings]
    ) -> ConfigurationCheck.Mistakes {
        let world = Target.world()
        world.tls.set(.settings(error))
        return ConfigurationCheck(tls: world.tls, files: world.files, log: world.log)
            .mistakes(in: Settings(probes: probes))
    }

    private static func error(_ index: Int, _ error: TLSSettingsError) -> ExporterError {
        .tls(probe: "server/probe-\(index)", error)
    }

    @Test func `authorities that many probes share are told once, others on their own`() {
        let probes =
            (0..<3).map { Self.probe($0) } + (3..<6).map { Self.probe($0, .pem([UInt8($0 / 5)])) }
        #expect(
            Self.mistakes(.unreadableAuthorities, probes).told
                == [0, 3, 5].map { Self.error($0, .unreadableAuthorities) })
    }

    @Test func `versions that the library does not speak are told once for each range`() {
        var probes = (0..<4).map { Self.probe($0) }
        probes[1].options.tls?.maximumVersion = .tls11
        probes[2].options.tls?.maximumVersion = .tls11
        #expect(
            Self.mistakes(.unsupportedVersions, probes).told
                == [0, 1].map { Self.error($0, .unsupportedVersions) })
    }

    @Test func `of many mistakes a hundred are told, and the rest is counted`() {
        let probes = (0..<250).map { Self.probe($0, .pem([UInt8($0 / 2)])) }
        let mistakes = Self.mistakes(.unreadableAuthorities, probes)
        #expect(
            mistakes.told
                == (0..<100).map { Self.error($0 * 2, .unreadableAuthorities) })
        #expect(mistakes.omittedCount == 25)
    }
}
