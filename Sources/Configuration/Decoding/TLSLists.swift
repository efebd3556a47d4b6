internal import Network
internal import Probes

/// Reads the lists of `tls`.
struct TLSLists {
    let limits: ConfigurationLimits

    /// `alpn`: the protocols that are offered, without those that were reported.
    func protocols(_ field: Field) -> [String] {
        let suggestion = "write protocols such as [h2, http/1.1], or [] for none"
        guard let items = field.items("list of protocols", write: suggestion) else { return [] }
        var protocols: [String] = []
        for item in items {
            guard let scalar = item.scalar("protocol", write: suggestion) else { continue }
            let count = scalar.text.utf8.count
            if count == 0 || count > UInt8.max {
                item.report(
                    Mistake(
                        "the name of the protocol has \(count) bytes", "write from 1 to 255"))
            } else if protocols.contains(scalar.text) {
                item.report(
                    Mistake("\(Excerpt.of(scalar.text)) stands here twice", "write it once"))
            } else {
                protocols.append(scalar.text)
            }
        }
        let bytes = protocols.reduce(0) { $0 + 1 + $1.utf8.count }
        if bytes > limits.protocolsBytesMax {
            field.report(
                Mistake(
                    "the protocols take \(bytes) bytes, with a byte of length for each",
                    "write protocols that take at most \(limits.protocolsBytesMax)"))
        }
        return protocols
    }

    /// `pin_sha256`: the public keys that are pinned, without those that were reported.
    func pins(_ field: Field) -> Set<String> {
        let suggestion = "write a list such as [sha256/…=], or [] for none"
        guard let items = items(field, "list of pins", suggestion, limits.pinCountMax) else {
            return []
        }
        var pins: Set<String> = []
        for item in items {
            guard let scalar = item.scalar("pin", write: PinText.suggestion) else { continue }
            let pin = item.attempt { () throws(Mistake) in try PinText.parse(scalar.text) }
            guard let pin else { continue }
            if !pins.insert(pin).inserted {
                item.report(
                    Mistake("\(Excerpt.of(scalar.text)) is pinned already", "write it once"))
            }
        }
        return pins
    }

    /// A list of `server_name`: at least one, without those that were reported.
    func serverNames(_ field: Field) -> [String] {
        let suggestion = "write names such as [a.example.com, b.example.com], one series each"
        guard
            let items = items(
                field, "list of server names", suggestion, limits.serverNameCountMax)
        else { return [] }
        if items.isEmpty { field.report(Mistake("there are no names", suggestion)) }
        var names: [String] = []
        var known: Set<String> = []
        for item in items {
            guard let name = serverName(item) else { continue }
            if known.insert(name.lowercased()).inserted {
                names.append(name)
            } else {
                item.report(Mistake("\(Excerpt.of(name)) stands here twice", "write it once"))
            }
        }
        return names
    }

    /// One `server_name`; nil after a report.
    func serverName(_ field: Field) -> String? {
        guard let scalar = field.scalar("server name", write: HostText.suggestion) else {
            return nil
        }
        return field.attempt { () throws(Mistake) in
            Self.serverName(try HostText.parse(scalar.text))
        }
    }

    /// Names are sent and checked without the dot at their end (RFC 6066 section 3).
    static func serverName(_ host: Host) -> String {
        let text = host.description
        return text.utf8.last == UInt8(ascii: ".") ? String(text.dropLast()) : text
    }

    private func items(
        _ field: Field, _ noun: String, _ suggestion: String, _ countMax: Int
    ) -> [Field]? {
        guard let items = field.items(noun, write: suggestion) else { return nil }
        guard items.count <= countMax else {
            field.report(
                Mistake("\(items.count) entries are too many", "write at most \(countMax)"))
            return nil
        }
        return items
    }
}
