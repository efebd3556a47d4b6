import Network
import Probes
import Simulation
import Time

extension Scene {
    /// The `number`th address of a family.
    static func v4(_ number: Int) -> IPAddress { .v4(0xc000_0200 + UInt32(number)) }

    static func v6(_ number: Int) -> IPAddress {
        .v6(high: 0x2001_0db8_0000_0000, low: UInt64(number), scope: 0)
    }

    /// A scene whose name has these addresses, which behave so.
    static func addresses(
        _ behaviours: [(IPAddress, Behaviour)], conditions: LinkConditions = .exactly(oneWay)
    ) -> Scene {
        let scene = Scene(conditions: conditions)
        for (address, behaviour) in behaviours {
            scene.world.network.set(behaviour, at: Endpoint(address: address, port: 443))
        }
        scene.world.resolver.set(.answers(behaviours.map(\.0)), for: name)
        return scene
    }

    static func options(
        _ addresses: AddressScope, policy: AddressPolicy = .any, tls: Bool = false,
        staleFor: Duration? = nil, timeout: Duration = .seconds(5)
    ) -> TCPProbeOptions {
        TCPProbeOptions(
            host: .name(name), port: 443, addressPolicy: policy, addresses: addresses,
            staleFor: staleFor, timeout: timeout,
            tls: tls ? TLSSettings(serverName: name, verify: true) : nil)
    }

    /// How often each address was connected to.
    func connectionCounts(_ addresses: [IPAddress]) -> [Int] {
        addresses.map { world.network.tally(of: Endpoint(address: $0, port: 443)).count }
    }
}

extension ProbeReport {
    /// What the phases add up to.
    var phasesTogether: Duration {
        Phase.allCases.compactMap { phases[$0] }.reduce(.zero, +)
    }
}
