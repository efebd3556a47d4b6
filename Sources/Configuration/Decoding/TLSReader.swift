internal import Network
internal import Probes

/// Reads `tls`, and the certificates that it names.
struct TLSReader {
    let files: NamedFiles
    let limits: ConfigurationLimits

    private static let suggestion = "write {} for TLS as it comes, or leave the key out for none"

    /// What was read; worthless when anything was found.
    struct Reading {
        var settings: TLSSettings
        /// Where none is written, it is that of the host.
        var hasServerName = false
        /// The names of a list of them, each to be probed on its own; nil where none is written.
        var serverNames: [String]?
        /// Where a certificate to show is written, or a key.
        var certificate: Field?
        /// Where `audit_versions` is switched on.
        var audit: Field?
    }

    /// How TLS is to be spoken to a host, whichever it is; nil after a report.
    ///
    /// The block is there or it is not: `tls: {}` speaks TLS with all that is built in, no `tls`
    /// speaks none. An empty value (`tls:`, `tls: null`) is refused: to some it looks like on, to
    /// others like off, and a probe that silently speaks no TLS is the worst way to learn which.
    func read(_ field: Field) -> Reading? {
        guard var mapping = field.mapping("mapping of TLS settings", write: Self.suggestion)
        else { return nil }
        var settings = Self.builtIn(nil)
        var reading = Reading(settings: settings)
        if let field = mapping.take("server_name") {
            reading.hasServerName = true
            if case .sequence = field.node.content {
                reading.serverNames = lists.serverNames(field)
            } else {
                settings.serverName = lists.serverName(field) ?? ""
            }
        }
        if let verify = mapping.take("verify")?.boolean() { settings.verify = verify }
        settings.authorities = readAuthorities(&mapping)
        if let field = mapping.take("compare_file"), let path = field.path(limits) {
            settings.compareFile = field.attempt { () throws(Mistake) in
                try files.pathOfCertificate(path)
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
        if let field = mapping.take("alpn") {
            settings.applicationProtocols = lists.protocols(field)
        }
        if let field = mapping.take("pin_sha256") { settings.pins = lists.pins(field) }
        reading.certificate = mapping.peek("certificate_file") ?? mapping.peek("key_file")
        settings.credentials = readCredentials(&mapping)
        if let field = mapping.take("audit_versions"), field.boolean() == true {
            settings.auditsVersions = true
            reading.audit = field
        }
        mapping.reportUnknownKeys()
        reading.settings = settings
        return reading
    }

    var lists: TLSLists { TLSLists(limits: limits) }

    /// How TLS is spoken to `host` where no settings are written.
    static func builtIn(_ host: Host?) -> TLSSettings {
        TLSSettings(serverName: host.map(TLSLists.serverName) ?? "")
    }

    func readAuthorities(_ mapping: inout MappingReader) -> CertificateAuthorities {
        let file = mapping.take("ca_file")
        let inline = mapping.take("ca")
        if let file, let inline {
            inline.report(excludedBy: file)
        }
        var authorities = CertificateAuthorities.system
        if let file, let path = file.path(limits) {
            let bytes = file.attempt { () throws(Mistake) in try files.authorities(path) }
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
