package import Network

/// What resolv.conf(5) says, as far as it concerns this resolver.
package struct ResolverConfiguration: Equatable, Sendable {
    /// At most three, in the order of the file; this machine's own where it names none.
    package var nameServers: [Endpoint] = [Self.local]
    /// How long a server has to answer before it is asked again, and the next one with it.
    ///
    /// 1 s where the file does not say: the 5 s of resolv.conf(5) would use up most attempts for
    /// the loss of one packet.
    package var timeoutSeconds = 1
    /// How often one server is asked; each time it has twice as long.
    package var attempts = 3

    /// The domains in which a short name is looked for; none where the file names none.
    ///
    /// Unlike in resolv.conf(5) the name of this machine adds none.
    package var searchDomains: [DomainName] = []
    /// A name with fewer dots is looked for in them first.
    package var searchDotsMin = 1

    private static let local = Endpoint(address: .loopback4, port: 53)

    /// What holds where there is no file.
    package init() {}

    /// Reads the text of the file; lines that it does not know are passed over.
    package init(_ bytes: [UInt8]) {
        var servers: [Endpoint] = []
        let marks = (UInt8(ascii: "#"), UInt8(ascii: ";"))
        TextLines.forEach(in: bytes, commentMarks: marks) { words in
            let texts = words.compactMap { TextLines.text($0) }
            guard texts.count == words.count else { return }
            if texts[0] == "nameserver", texts.count > 1, let address = IPAddress(texts[1]) {
                servers.append(Endpoint(address: address, port: 53))
            } else if texts[0] == "search" || texts[0] == "domain" {
                // The last of these lines holds.
                searchDomains = texts.dropFirst().prefix(ResolverLimits.searchDomainsMax)
                    .compactMap { DomainName($0) }
            } else if texts[0] == "options" {
                for option in texts.dropFirst() { read(option) }
            }
        }
        if !servers.isEmpty { nameServers = Array(servers.prefix(ResolverLimits.nameServersMax)) }
    }

    private mutating func read(_ option: String) {
        let parts = option.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let value = Int(parts[1]), value >= 0 else { return }
        switch parts[0] {
        case "timeout": timeoutSeconds = value.clamped(to: ResolverLimits.timeoutSeconds)
        case "ndots": searchDotsMin = value.clamped(to: ResolverLimits.searchDotsMin)
        case "attempts": attempts = value.clamped(to: ResolverLimits.attempts)
        default: break
        }
    }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
