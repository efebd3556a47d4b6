import Network
import Probes
import Simulation
import Time

/// A simulated world with one target in it, and attempts on it.
struct Scene {
    static let v4 = IPAddress.v4(0xc000_0201)
    static let v6 = IPAddress.v6(high: 0x2001_0db8_0000_0000, low: 1, scope: 0)
    static let name = "target.example"
    static let target = Endpoint(address: v4, port: 443)
    static let oneWay = Duration.milliseconds(10)

    let world: SimulatedWorld

    init(
        seed: UInt64 = 1, conditions: LinkConditions = .exactly(oneWay),
        _ behaviour: Behaviour = .accepts(.discards)
    ) {
        world = SimulatedWorld(seed: seed, conditions: conditions)
        world.network.set(behaviour, at: Self.target)
        world.resolver.set(.answers([Self.v4]), for: Self.name)
    }

    /// A scene whose target answers the simulated TLS in that way.
    static func tls(_ answer: TLSServerAnswer, seed: UInt64 = 1) -> Scene {
        let scene = Scene(seed: seed)
        scene.world.network.set(
            .accepts(.tls(scene.world.tls.server(answer))), at: Self.target)
        return scene
    }

    var probeWorld: ProbeWorld {
        ProbeWorld(
            time: world.loop, transport: world.network, resolver: world.resolver,
            credentials: CredentialKeeper(files: world.files, tls: world.tls, log: world.log))
    }

    static func options(
        _ host: Host = .address(v4), policy: AddressPolicy = .any, tls: Bool = false,
        verify: Bool = true
    ) -> TCPProbeOptions {
        TCPProbeOptions(
            host: host, port: 443, addressPolicy: policy,
            tls: tls ? TLSSettings(serverName: name, verify: verify) : nil)
    }

    func probe(_ options: TCPProbeOptions) throws -> TCPProbe {
        TCPProbe(
            options: options, tls: try options.tls.map { try world.tls.client($0) },
            audit: try options.tls.flatMap { $0.auditsVersions ? try audit($0) : nil })
    }

    private func audit(_ settings: TLSSettings) throws -> VersionAudit {
        var clients: [TLSVersion: any TLSClient] = [:]
        for version in TLSVersion.allCases {
            var settings = settings
            settings.minimumVersion = version
            settings.maximumVersion = version
            clients[version] = try world.tls.client(settings)
        }
        return VersionAudit(clients)
    }

    /// Makes one attempt and returns what it found; cancels it after `limit` if one is given.
    func attempt(
        _ options: TCPProbeOptions = options(), cancelledAfter limit: Duration? = nil
    ) throws -> ProbeReport {
        let probe = try probe(options)
        let probeWorld = probeWorld
        guard let limit else { return world.loop.run { await probe.attempt(in: probeWorld) } }
        return world.loop.run(for: limit) { await probe.attempt(in: probeWorld) }
    }

    /// Facts of a certificate that is good for a year on both sides of the start.
    static func facts(
        _ verification: CertificateVerification = .verified(
            chainExpiry: SimulationLimits.wallTime + .seconds(86_400 * 365))
    ) -> TLSFacts {
        TLSFacts(
            version: "TLS 1.3", cipher: "TLS_AES_128_GCM_SHA256", certificates: [certificate],
            verification: verification)
    }

    static let certificate = CertificateFacts(
        subject: "CN=target.example", issuer: "CN=Simulated Authority",
        commonName: "target.example", alternativeNames: ["target.example"], serialNumber: "2a",
        fingerprint: "00ff", notBefore: SimulationLimits.wallTime + .seconds(-86_400 * 365),
        notAfter: SimulationLimits.wallTime + .seconds(86_400 * 365))
}
