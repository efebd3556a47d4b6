internal import Probes

/// Reads `proxy`: a URL, or a mapping with credentials beside it; `none` goes directly.
struct ProxyReader {
    let secrets: SecretFiles
    let limits: ConfigurationLimits

    private static let suggestion =
        "\(ProxyURL.suggestion), {url: …, username: …, password_file: …}, or none"

    /// What a level says of the proxy.
    enum Reading {
        /// To go directly.
        case none
        /// To go through that one; nil after a report.
        case proxy(ProxySettings?)
    }

    /// Reads the key of a level.
    func read(_ field: Field) -> Reading {
        guard !field.isNull else { return .none }
        if case .mapping = field.node.content { return .proxy(mapping(field)) }
        guard let scalar = field.scalar("proxy", write: Self.suggestion) else {
            return .proxy(nil)
        }
        if scalar.text == "none" { return .none }
        let url = field.attempt { () throws(Mistake) in try ProxyURL(scalar.text) }
        return .proxy(url.map { ProxySettings(kind: $0.kind, host: $0.host, port: $0.port) })
    }

    private func mapping(_ field: Field) -> ProxySettings? {
        guard var mapping = field.mapping("proxy", write: Self.suggestion) else { return nil }
        let urlField = mapping.require(
            "url", Mistake("the proxy has no URL", "write url: socks5://host:port"))
        let url = urlField?.scalar("URL", write: ProxyURL.suggestion).flatMap { scalar in
            urlField?.attempt { () throws(Mistake) in try ProxyURL(scalar.text) }
        }
        let username = mapping.take("username")
        let passwordFile = mapping.take("password_file")
        mapping.reportUnknownKeys()
        let name = username.flatMap { self.username($0, url?.kind) }
        let path = passwordFile?.path(limits).flatMap { path in
            passwordFile?.attempt { () throws(Mistake) in try secrets.check(path) }
        }
        switch (username, passwordFile) {
        case (let username?, nil):
            username.report(
                Mistake("a username without a password", "write password_file: beside it"))
            return nil
        case (nil, let passwordFile?):
            passwordFile.report(
                Mistake("a password without a username", "write username: beside it"))
            return nil
        case (nil, nil):
            return url.map { ProxySettings(kind: $0.kind, host: $0.host, port: $0.port) }
        case (_?, _?):
            guard let url, let name, let path else { return nil }
            return ProxySettings(
                kind: url.kind, host: url.host, port: url.port,
                login: ProxySettings.Login(username: name, passwordFile: path))
        }
    }

    private func username(_ field: Field, _ kind: ProxyKind?) -> String? {
        guard let scalar = field.scalar("username", write: "write the name of a user") else {
            return nil
        }
        return field.attempt { () throws(Mistake) in
            let bytes = Array(scalar.text.utf8)
            guard !bytes.isEmpty else {
                throw Mistake("the username is empty", "write the name of a user")
            }
            try Field.checkLength(scalar.text, bytesMax: limits.usernameBytesMax)
            guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
                throw Mistake(
                    "the username has control characters", "write letters, digits and the like")
            }
            // RFC 7617 section 2.
            guard kind != .http || !bytes.contains(UInt8(ascii: ":")) else {
                throw Mistake(
                    "the username has a colon, which ends it for an HTTP proxy",
                    "write a name without one")
            }
            return scalar.text
        }
    }
}
