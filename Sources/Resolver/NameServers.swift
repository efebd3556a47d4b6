import Time

/// Which name servers are asked: those of the configuration, or those of the machine.
struct NameServers {
    private(set) var configuration: ResolverConfiguration
    /// Nil where the servers are given and never change.
    private var file: AgedFile?

    /// Always the same.
    init(_ configuration: ResolverConfiguration) {
        self.configuration = configuration
    }

    /// Those that resolv.conf(5) names at the time.
    init(following file: AgedFile) {
        configuration = ResolverConfiguration()
        self.file = file
    }

    /// Reads the file again where it is time; whether something else holds now.
    mutating func refresh(at now: Instant) -> Bool {
        guard let change = file?.change(at: now) else { return false }
        let next =
            switch change {
            case .missing: ResolverConfiguration()
            case .content(let bytes): ResolverConfiguration(bytes)
            }
        guard next != configuration else { return false }
        configuration = next
        return true
    }
}
