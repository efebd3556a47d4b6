/// What an HTTP proxy says to CONNECT.
enum HTTPConnectAnswer {
    /// The status in `HTTP/1.1 200 Connection established` (RFC 9112 section 4).
    static func status(_ line: ArraySlice<UInt8>) throws(ProxyFailure) -> Int {
        do throws(HTTPResponseError) {
            return try HTTPStatusLine(line).status
        } catch {
            guard error == .malformedStatus else {
                throw .refused("the proxy's answer is no HTTP/1.1")
            }
            throw .refused("the proxy's answer has no status")
        }
    }

    /// Why there is no tunnel; nil for every 2xx.
    static func failure(_ status: Int, _ error: ProxyStatusError?) -> ProxyFailure? {
        if 200...299 ~= status { return nil }
        let words = "the proxy answered \(status)" + (error.map { " (\($0.rawValue))" } ?? "")
        // Some proxies say it in the manner of an origin server: tinyproxy, where they are wrong.
        if status == 407 || status == 401 { return .authentication(words) }
        if let trouble = error?.trouble { return .destination(trouble, words) }
        return status == 504 ? .destination(.timeout, words) : .refused(words)
    }
}

/// What went wrong, as a proxy says it in Proxy-Status; the raw value is its token.
///
/// RFC 9209 section 2.3; those that mean nothing to a tunnel are left out.
enum ProxyStatusError: String, CaseIterable {
    case dnsTimeout = "dns_timeout"
    case dnsError = "dns_error"
    case destinationNotFound = "destination_not_found"
    case destinationUnavailable = "destination_unavailable"
    case destinationProhibited = "destination_ip_prohibited"
    case destinationUnroutable = "destination_ip_unroutable"
    case connectionRefused = "connection_refused"
    case connectionTerminated = "connection_terminated"
    case connectionTimeout = "connection_timeout"
    case connectionLimitReached = "connection_limit_reached"
    case proxyInternalError = "proxy_internal_error"
    case proxyConfigurationError = "proxy_configuration_error"

    /// What it met on the way to the destination, where it says that so clearly.
    var trouble: DestinationTrouble? {
        switch self {
        case .connectionRefused: .refused
        case .connectionTimeout: .timeout
        case .destinationUnroutable: .networkUnreachable
        default: nil
        }
    }

    /// The last error of a line `Proxy-Status: proxy; error=connection_refused`; nil where none is.
    ///
    /// The last of the list is the nearest to us (RFC 9209 section 2).
    init?(fieldLine line: ArraySlice<UInt8>) {
        let text = String(decoding: line, as: UTF8.self).lowercased()
        let prefix = "proxy-status:"
        guard text.hasPrefix(prefix) else { return nil }
        let errors = Self.parameters(text.dropFirst(prefix.count)).compactMap { parameter in
            parameter.hasPrefix("error=") ? Self(rawValue: String(parameter.dropFirst(6))) : nil
        }
        guard let last = errors.last else { return nil }
        self = last
    }

    /// The parts between commas and semicolons outside quoted strings (RFC 8941 sections 3.1, 3.3).
    private static func parameters(_ text: Substring) -> [String] {
        var parts: [[UInt8]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isEscaped = byte == UInt8(ascii: "\\")
                isQuoted = byte != UInt8(ascii: "\"")
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") {
                parts.append([])
                continue
            }
            parts[parts.count - 1].append(byte)
        }
        return parts.map { String(decoding: HTTPGrammar.trimmed($0[...]), as: UTF8.self) }
    }
}
