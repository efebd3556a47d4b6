import Network

/// Reads `:10190`, `127.0.0.1:10190`, `[::1]:10190`, `localhost:10190`.
enum ListenAddress {
    static func parse(_ text: String) throws(UsageError) -> Endpoint {
        guard let colon = text.lastIndex(of: ":") else { throw wrong(text) }
        let host = text[..<colon]
        let port = text[text.index(after: colon)...]
        guard let number = UInt16(port), port.allSatisfy(\.isASCII), !port.hasPrefix("+"),
            let address = address(host)
        else { throw wrong(text) }
        return Endpoint(address: address, port: number)
    }

    private static func address(_ host: Substring) -> IPAddress? {
        switch host {
        // Every address of the machine, of both families.
        case "": return .any6
        case "localhost": return .loopback4
        default:
            let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
            guard let address = IPAddress(isBracketed ? host.dropFirst().dropLast() : host),
                address.isV6 == isBracketed
            else { return nil }
            return address
        }
    }

    private static func wrong(_ text: String) -> UsageError {
        UsageError(
            "--web.listen-address=\(text) is no address with a port; "
                + "write one such as :10190, 127.0.0.1:10190 or [::1]:10190")
    }
}
