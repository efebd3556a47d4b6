internal import Network

/// Reads `resolvers`: addresses of name servers, each with a port or without.
struct ResolversReader {
    let limits: ConfigurationLimits

    private static let portOfDNS: UInt16 = 53
    private static let suggestion =
        "write an address such as \"10.0.0.53\", \"10.0.0.53:53\" or \"[2001:db8::53]:53\""

    /// The name servers in the order of the file, without those that were reported.
    func resolvers(_ field: Field) -> [Endpoint] {
        let suggestion = "write a list of addresses such as [\"10.0.0.53:53\"]"
        guard let items = field.items("list of name servers", write: suggestion) else { return [] }
        if items.count > limits.resolverCountMax {
            field.report(
                Mistake(
                    "\(items.count) name servers are too many",
                    "write at most \(limits.resolverCountMax)"))
            return []
        }
        var endpoints: [Endpoint] = []
        for item in items {
            guard let scalar = item.scalar("name server", write: Self.suggestion) else { continue }
            guard let endpoint = Self.endpoint(scalar.text) else {
                let shown = Excerpt.of(scalar.text)
                item.report(Mistake("\(shown) is no address of a name server", Self.suggestion))
                continue
            }
            if endpoints.contains(endpoint) {
                item.report(Mistake("\(endpoint) stands here twice", "write it once"))
            }
            endpoints.append(endpoint)
        }
        return endpoints
    }

    /// `10.0.0.53`, `10.0.0.53:53`, `[2001:db8::53]`, `[2001:db8::53]:53`.
    private static func endpoint(_ text: String) -> Endpoint? {
        let bytes = Array(text.utf8)
        let hasBrackets = bytes.first == UInt8(ascii: "[")
        let end = bytes.firstIndex(of: UInt8(ascii: hasBrackets ? "]" : ":"))
        guard !hasBrackets || end != nil else { return nil }
        let host = bytes[..<(end ?? bytes.endIndex)].dropFirst(hasBrackets ? 1 : 0)
        let port = bytes[(end ?? bytes.endIndex)...].dropFirst(hasBrackets ? 1 : 0)
        // The brackets belong to IPv6 alone.
        guard let address = IPAddress(String(decoding: host, as: UTF8.self)),
            address.isV6 == hasBrackets
        else { return nil }
        guard !port.isEmpty else { return Endpoint(address: address, port: portOfDNS) }
        let number = PortText.parse(String(decoding: port.dropFirst(), as: UTF8.self))
        guard port.first == UInt8(ascii: ":"), let number else { return nil }
        return Endpoint(address: address, port: number)
    }
}
