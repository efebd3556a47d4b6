import Network
import Time

/// Which name servers are asked: those of the configuration, or those of the machine.
struct NameServers {
    private(set) var configuration: ResolverConfiguration
    /// Those that were named; empty where the machine's are asked.
    private var given: [Endpoint]
    /// What names those of the machine; unread while others are asked.
    private var file: AgedFile
    private let unreadFile: AgedFile

    /// Those of `given`, or those that resolv.conf(5), which is `file`, names at the time.
    init(_ given: ResolverConfiguration?, following file: AgedFile) {
        configuration = given ?? ResolverConfiguration()
        self.given = given?.nameServers ?? []
        self.file = file
        unreadFile = file
    }

    /// Reads the file again where it is time; whether something else holds now.
    mutating func refresh(at now: Instant) -> Bool {
        guard given.isEmpty, let change = file.change(at: now) else { return false }
        let next =
            switch change {
            case .missing: ResolverConfiguration()
            case .content(let bytes): ResolverConfiguration(bytes)
            }
        guard next != configuration else { return false }
        configuration = next
        return true
    }

    /// Names others, or with none those of the machine; whether that is something else.
    mutating func ask(_ servers: [Endpoint]) -> Bool {
        guard servers != given else { return false }
        given = servers
        configuration = ResolverConfiguration()
        if !servers.isEmpty { configuration.nameServers = servers }
        file = unreadFile
        return true
    }
}
