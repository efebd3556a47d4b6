internal import Network
internal import Probes

/// Reads `tls`, and the certificates that it names.
struct TLSReader {
    let authorities: AuthorityFiles
    let limits: ConfigurationLimits

    private static let suggestion = "write {} for TLS as it comes, or leave the key out for none"

    /// How TLS is to be spoken to `host`; nil after a report.
    ///
    /// The block is there or it is not: `tls: {}` speaks TLS with all that is built in, no `tls`
    /// speaks none. An empty value (`tls:`, `tls: null`) is refused: to some it looks like on, to
    /// others like off, and a probe that silently speaks no TLS is the worst way to learn which.
    func settings(_ field: Field, host: Host?) -> TLSSettings? {
        guard var mapping = field.mapping("mapping of TLS settings", write: Self.suggestion)
        else { return nil }
        var settings = Self.builtIn(host)
        if let field = mapping.take("server_name"),
            let scalar = field.scalar("server name", write: HostText.suggestion)
        {
            let name = field.attempt { () throws(Mistake) in try HostText.parse(scalar.text) }
            settings.serverName = name.map(Self.serverName) ?? ""
        }
        if let verify = mapping.take("verify")?.boolean() { settings.verify = verify }
        settings.authorities = readAuthorities(&mapping)
        if let field = mapping.take("compare_file"), let path = field.path(limits) {
            settings.compareFile = field.attempt { () throws(Mistake) in
                try self.authorities.pathOfCertificate(path)
            }
        }
        let minimum = mapping.take("minimum_version")
        let maximum = mapping.take("maximum_version")
        settings.minimumVersion = minimum?.choice("version of TLS")
        settings.maximumVersion = maximum?.choice("version of TLS")
        if let low = settings.minimumVersion, let high = settings.maximumVersion, low > high {
            minimum?.report(
                Mistake(
                    "\(low.rawValue) is above the maximum_version of \(high.rawValue)",
                    "write at most \(high.rawValue), or a higher maximum_version"))
        }
        mapping.reportUnknownKeys()
        return settings
    }

    /// How TLS is spoken to `host` where no settings are written.
    static func builtIn(_ host: Host?) -> TLSSettings {
        TLSSettings(serverName: host.map(serverName) ?? "")
    }

    /// Names are sent and checked without the dot at their end (RFC 6066 section 3).
    private static func serverName(_ host: Host) -> String {
        let text = host.description
        return text.utf8.last == UInt8(ascii: ".") ? String(text.dropLast()) : text
    }

    private func readAuthorities(_ mapping: inout MappingReader) -> CertificateAuthorities {
        let file = mapping.take("ca_file")
        let inline = mapping.take("ca")
        if let file, let inline {
            let later = max(file.place.mark, inline.place.mark) == file.place.mark ? file : inline
            later.report(Mistake("both ca and ca_file are written", "leave one of the two"))
        }
        var authorities = CertificateAuthorities.system
        if let file, let path = file.path(limits) {
            let bytes = file.attempt { () throws(Mistake) in try self.authorities.read(path) }
            if let bytes { authorities = .pem(bytes) }
        }
        let write = "write certificates in PEM"
        if let inline, let scalar = inline.scalar("certificate", write: write) {
            let bytes = inline.attempt { () throws(Mistake) in
                try Self.certificates(scalar.text, bytesMax: limits.authoritiesBytesMax)
            }
            if let bytes { authorities = .pem(bytes) }
        }
        return authorities
    }

    private static func certificates(_ text: String, bytesMax: Int) throws(Mistake) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.count <= bytesMax else {
            throw Mistake("the text has \(bytes.count) bytes", "write at most \(bytesMax)")
        }
        guard PEM.hasCertificate(bytes) else {
            throw Mistake("there is no certificate in the text", PEM.suggestion)
        }
        return bytes
    }
}
