package import Network

/// The names that hosts(5) knows.
package struct HostsFile: Sendable {
    private var entries: [DomainName: [Entry]] = [:]

    private struct Entry {
        var address: IPAddress
        var canonicalName: String
    }

    /// Reads the text of the file; lines that are none of its form are passed over.
    ///
    /// An address with a zone (`fe80::1%eth0`) is none: zones by name are not looked up here.
    package init(_ bytes: [UInt8]) {
        let mark = UInt8(ascii: "#")
        TextLines.forEach(in: bytes, commentMarks: (mark, mark)) { words in
            guard let address = TextLines.text(words[0]).flatMap({ IPAddress($0) }) else { return }
            let names = words.dropFirst().compactMap { TextLines.text($0) }
                .compactMap { DomainName($0) }
            guard let canonical = names.first else { return }
            for name in names {
                entries[name, default: []].append(
                    Entry(address: address, canonicalName: canonical.description))
            }
        }
    }

    /// The addresses of a name, IPv6 first; nil where it has none of a wanted family.
    package func answer(for name: DomainName, _ families: AddressFamilies) -> NameAnswer? {
        guard let all = entries[name] else { return nil }
        var addresses: [IPAddress] = []
        for isV6 in [true, false] where families.includes(v6: isV6) {
            for entry in all where entry.address.isV6 == isV6 {
                if !addresses.contains(entry.address) { addresses.append(entry.address) }
            }
        }
        guard let first = addresses.first,
            let canonical = all.first(where: { $0.address == first })?.canonicalName
        else { return nil }
        return NameAnswer(addresses: addresses, canonicalName: canonical, isCached: true)
    }

    /// How many names it knows.
    package var nameCount: Int { entries.count }
}

extension AddressFamilies {
    func includes(v6: Bool) -> Bool { self == .both || (self == .v6) == v6 }
}
