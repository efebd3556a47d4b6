internal import Network
internal import Probes
internal import Wire

/// Reads `targets_from`: files, names of services, or a server that tells the targets of a probe.
struct TargetSourceReader {
    let files: NamedFiles
    let tls: TLSReader
    let accounts: Accounts
    let limits: ConfigurationLimits

    private static let example = "write {files: [targets/*.json]}, {dns_srv: [NAME]} or {http: URL}"

    /// The one source that is written; nil after a report.
    func source(_ field: Field) -> TargetSource? {
        guard var mapping = field.mapping("source of targets", write: Self.example) else {
            return nil
        }
        let written = ["files", "dns_srv", "http"].compactMap { mapping.take($0) }
        mapping.reportUnknownKeys()
        guard let first = written.first else {
            if !mapping.hasUnknownKeys {
                field.report(Mistake("there is no source of targets", Self.example))
            }
            return nil
        }
        for other in written.dropFirst() { first.report(excludedBy: other) }
        guard written.count == 1 else { return nil }
        switch first.place.path.key {
        case "files": return files(first).map { .files($0) }
        case "dns_srv": return services(first).map { .services($0) }
        default: return http(first).map { .http($0) }
        }
    }

    // MARK: Files

    private func files(_ field: Field) -> [String]? {
        let suggestion = "write a list of files such as [targets/*.json]"
        guard
            let items = field.items(
                "files", write: suggestion, atMost: limits.includedFileCountMax)
        else { return nil }
        let paths = items.compactMap { item in
            item.path(limits).flatMap { path in
                item.attempt { () throws(Mistake) in try pattern(path) }
            }
        }
        return paths.isEmpty ? nil : paths
    }

    private func pattern(_ path: String) throws(Mistake) -> String {
        let fullPath = files.fullPath(path)
        _ = try PathPattern(fullPath, writtenAs: path)
        guard TargetListReader.Format(fullPath) != nil else {
            throw Mistake(
                "\(Excerpt.of(path)) ends in neither .json nor .yml nor .yaml",
                "name a file that says by its name how it is written")
        }
        return fullPath
    }

    // MARK: Services

    private static let serviceExample = "_https._tcp.example.com"

    private func services(_ field: Field) -> [String]? {
        let suggestion = "write a list of names such as [\(Self.serviceExample)]"
        guard
            let items = field.items(
                "names", write: suggestion, atMost: limits.serviceNameCountMax)
        else { return nil }
        let names = items.compactMap { item in
            item.scalar("name of a service", write: "write one such as \(Self.serviceExample)")
                .flatMap { scalar in
                    item.attempt { () throws(Mistake) in try Self.service(scalar.text) }
                }
        }
        return names.isEmpty ? nil : names
    }

    private static func service(_ text: String) throws(Mistake) -> String {
        guard case .name(let name) = try HostText.parse(text) else {
            throw Mistake(
                "\(Excerpt.of(text)) is an address, and has no services",
                "write a name such as \(serviceExample)")
        }
        return name
    }

    // MARK: HTTP

    private static let httpExample = "https://inventory.example.com/targets"

    private func http(_ field: Field) -> HTTPTargetSource? {
        guard case .mapping = field.node.content else { return http(url: field) }
        let suggestion = "write {url: \(Self.httpExample)}"
        guard var mapping = field.mapping("mapping", write: suggestion) else { return nil }
        let url = mapping.require("url", Mistake("the source has no URL", suggestion))
        let intervalField = mapping.take("interval")
        let timeoutField = mapping.take("timeout")
        let accountField = mapping.take("account")
        let tlsField = mapping.take("tls")
        mapping.reportUnknownKeys()
        var source = url.flatMap { http(url: $0) }
        if let interval = intervalField?.duration(ConfigurationLimits.targetInterval) {
            source?.interval = interval
            source?.timeout = min(interval, .seconds(10))
        }
        if let field = timeoutField,
            let timeout = field.duration(ConfigurationLimits.targetTimeout)
        {
            source?.timeout = timeout
            if let source, timeout > source.interval { reportLong(field, source) }
        }
        if let field = tlsField { readTLS(field, into: &source) }
        if let field = accountField { readAccount(field, into: &source) }
        return source
    }

    private func http(url field: Field) -> HTTPTargetSource? {
        let suggestion = "write a URL such as \(Self.httpExample)"
        guard let scalar = field.scalar("URL", write: suggestion) else { return nil }
        return field.attempt { () throws(Mistake) in
            let address = try Self.address(scalar.text)
            return HTTPTargetSource(
                address, interval: .seconds(60), timeout: .seconds(10),
                tls: address.scheme == .https
                    ? TLSSettings(serverName: address.host.serverName) : nil)
        }
    }

    /// What is wrong is told without the URL, in which a password may stand.
    private static func address(_ text: String) throws(Mistake) -> HTTPAddress {
        do throws(HTTPAddressError) {
            return try HTTPAddress(text)
        } catch {
            let parts = "\(error.explanation)".split(separator: "; ", maxSplits: 1)
            throw Mistake(
                String(parts[0]),
                parts.count > 1 ? String(parts[1]) : "write one such as \(httpExample)")
        }
    }

    private func reportLong(_ field: Field, _ source: HTTPTargetSource) {
        let (timeout, interval) = (
            DurationText.written(source.timeout), DurationText.written(source.interval)
        )
        field.report(
            Mistake(
                "\(timeout) is longer than the interval of \(interval)",
                "write at most \(interval)"))
    }

    private func readTLS(
        _ field: Field, into source: inout HTTPTargetSource?
    ) {
        guard var mapping = field.mapping("mapping", write: "write {ca_file: ca.pem}") else {
            return
        }
        let authorities = tls.readAuthorities(&mapping)
        let name = mapping.take("server_name").flatMap(tls.lists.serverName)
        let credentials = tls.readCredentials(&mapping)
        mapping.reportUnknownKeys()
        guard source == nil || source?.tls != nil else {
            field.report(
                Mistake("no TLS is spoken to an http:// URL", "write https://, or leave tls out"))
            return
        }
        source?.tls?.authorities = authorities
        source?.tls?.credentials = credentials
        if let name { source?.tls?.serverName = name }
    }

    /// An account with a token is shown as its bearer (RFC 6750), one with a password as that user
    /// (RFC 7617); its certificate is shown where TLS is spoken.
    private func readAccount(
        _ field: Field, into source: inout HTTPTargetSource?
    ) {
        guard case .named(let name, let account) = accounts.choice(field) else { return }
        if account.token == nil, account.password == nil, source != nil, source?.tls == nil {
            field.report(
                Mistake(
                    "the account \(Excerpt.of(name)) has only a certificate, which is shown in TLS",
                    "write an https:// URL, or another account"))
        }
        if account.token == nil, account.username?.utf8.contains(UInt8(ascii: ":")) == true {
            field.report(
                Mistake(
                    "the username has a colon, which ends it in HTTP",
                    "write a name without one"))
        }
        source?.account = account
        if let certificate = account.certificate, source?.tls?.credentials == nil {
            source?.tls?.credentials = certificate
        }
    }
}

extension HTTPHost {
    /// What TLS asks for, without a dot at its end (RFC 6066 section 3).
    fileprivate var serverName: String {
        switch self {
        case .name(let text): text.hasSuffix(".") ? String(text.dropLast()) : text
        case .v4(let text), .v6(let text): text
        }
    }
}
