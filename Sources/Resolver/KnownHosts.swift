import Network
import Time

/// The names that need no server: `localhost`, and what the hosts file says at the time.
final class KnownHosts {
    private var file: AgedFile
    private var hosts = HostsFile([])

    init(in files: any Files, age: Duration) {
        file = AgedFile(
            "/etc/hosts", in: files, bytesMax: ResolverLimits.hostsBytesMax, age: age)
    }

    func answer(
        for name: DomainName, _ families: AddressFamilies, at now: Instant
    ) -> NameAnswer? {
        if name.isLocalhost {
            let addresses = [IPAddress.loopback6, .loopback4]
            return NameAnswer(
                addresses: addresses.filter { families.includes(v6: $0.isV6) },
                canonicalName: name.description, isCached: true)
        }
        switch file.change(at: now) {
        case .content(let bytes): hosts = HostsFile(bytes)
        case .missing: hosts = HostsFile([])
        case nil: break
        }
        return hosts.answer(for: name, families)
    }
}
