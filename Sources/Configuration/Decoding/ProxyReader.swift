internal import Probes

/// Reads `proxy`: a URL, or a mapping with credentials beside it; `none` goes directly.
struct ProxyReader {
    let accounts: Accounts
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
        let account = mapping.take("account")
        let isInline = mapping.refuse("password", Mistake(inline: "password"))
        mapping.reportUnknownKeys()
        guard !isInline else { return nil }
        if let account {
            return settings(url, account, beside: username ?? passwordFile)
        }
        let name = username.flatMap { self.username($0, url?.kind) }
        let path = passwordFile.flatMap { field in
            field.path(limits).flatMap { path in
                field.attempt { () throws(Mistake) in
                    try secrets.file(
                        path, of: "password", bytesMax: ProxySettings.Login.passwordBytesMax
                    ).path
                }
            }
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

    /// A proxy to which we are who an account says.
    private func settings(
        _ url: ProxyURL?, _ field: Field, beside written: Field?
    ) -> ProxySettings? {
        if let written {
            let later = max(field.place.mark, written.place.mark) == field.place.mark
            (later ? field : written).report(
                Mistake(
                    "both account and \(written.place.path.key) are written",
                    "leave one of the two"))
            return nil
        }
        guard case .named(let name, let account) = accounts.choice(field) else { return nil }
        let login = field.attempt { () throws(Mistake) in
            try self.login(name, account, url?.kind)
        }
        guard let url, let login else { return nil }
        return ProxySettings(kind: url.kind, host: url.host, port: url.port, login: login)
    }

    private func login(
        _ name: String, _ account: Account, _ kind: ProxyKind?
    ) throws(Mistake) -> ProxySettings.Login {
        guard let username = account.username, let password = account.password else {
            let missing = account.password == nil ? "password" : "username"
            throw Mistake(
                "the account \(Excerpt.of(name)) has no \(missing)",
                "write username: and password_file: in it, or name another")
        }
        try Self.check(username, kind)
        let login = ProxySettings.Login(username: username, passwordFile: password.path)
        try secrets.check(login.password, of: "password")
        return login
    }

    private func username(_ field: Field, _ kind: ProxyKind?) -> String? {
        field.username(limits).flatMap { name in
            field.attempt { () throws(Mistake) in
                try Self.check(name, kind)
                return name
            }
        }
    }

    private static func check(_ username: String, _ kind: ProxyKind?) throws(Mistake) {
        // RFC 7617 section 2.
        guard kind != .http || !username.utf8.contains(UInt8(ascii: ":")) else {
            throw Mistake(
                "the username has a colon, which ends it for an HTTP proxy",
                "write a name without one")
        }
    }
}
