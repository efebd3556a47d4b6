/// The messages of SOCKS 5.
enum SOCKS5Message {
    static let version: UInt8 = 5
    /// Of the exchange of credentials, which counts for itself (RFC 1929 section 2).
    static let credentialsVersion: UInt8 = 1

    static let noAuthentication: UInt8 = 0
    static let usernameAndPassword: UInt8 = 2
    static let noAcceptableMethod: UInt8 = 0xff

    static let ip4: UInt8 = 1
    static let name: UInt8 = 3
    static let ip6: UInt8 = 4

    private static let commandConnect: UInt8 = 1

    /// What we can do (RFC 1928 section 3); a proxy that wants no credentials is not given any.
    static func greeting(hasCredentials: Bool) -> [UInt8] {
        hasCredentials
            ? [version, 2, noAuthentication, usernameAndPassword] : [version, 1, noAuthentication]
    }

    /// Username and password (RFC 1929 section 2).
    static func credentials(_ credentials: ProxyCredentials) -> [UInt8] {
        let username = Array(credentials.username.utf8)
        return [credentialsVersion, UInt8(username.count)] + username
            + [UInt8(credentials.password.count)] + credentials.password
    }

    /// The request to connect (RFC 1928 section 4).
    static func connect(to destination: ProxyDestination) -> [UInt8] {
        var bytes: [UInt8] = [version, commandConnect, 0]
        let port: UInt16
        switch destination {
        case .name(let text, let itsPort):
            bytes += [name, UInt8(text.utf8.count)] + Array(text.utf8)
            port = itsPort
        case .address(let endpoint):
            bytes += [endpoint.isV6 ? ip6 : ip4] + endpoint.octets
            port = endpoint.port
        }
        return bytes + [UInt8(port >> 8), UInt8(truncatingIfNeeded: port)]
    }

    /// What a reply says (RFC 1928 section 6); nil for success.
    static func failure(ofReply code: UInt8) -> ProxyFailure? {
        switch code {
        case 0: nil
        case 1: .refused(words(code, "general failure"))
        case 2: .refused(words(code, "not allowed by its rules"))
        case 3: .destination(.networkUnreachable, words(code, "network unreachable"))
        case 4: .destination(.hostUnreachable, words(code, "host unreachable"))
        case 5: .destination(.refused, words(code, "connection refused"))
        case 6: .destination(.hostUnreachable, words(code, "TTL expired"))
        case 7: .refused(words(code, "command not supported"))
        case 8: .refused(words(code, "type of address not supported"))
        default: .refused(words(code, "not assigned"))
        }
    }

    private static func words(_ code: UInt8, _ meaning: String) -> String {
        "the proxy replied \(code) (\(meaning))"
    }
}
