import Configuration

/// A module of blackbox_exporter, as far as it says what one of our probes does.
struct BlackboxModule {
    /// `tcp`, or what we do not take over.
    let prober: String
    /// In milliseconds; nil where the scrape's is meant.
    let timeoutMilliseconds: Int?
    /// Lines of a probe, of which some are indented.
    var lines: [String] = []
    /// What could not be taken over.
    var notes: [String] = []
}

/// Reads the modules of a `blackbox.yml`
/// (prometheus/blackbox_exporter, CONFIGURATION.md).
struct BlackboxModules {
    private let file: ForeignFile

    init(file: ForeignFile) {
        self.file = file
    }

    /// The modules by their names, and what is not understood beside them.
    func read(
        _ bytes: [UInt8]
    ) throws(ImportError) -> (modules: [String: BlackboxModule], notes: [String]) {
        var top = try file.entries(try file.root(bytes), "the file")
        let entries = try file.entries(top.take("modules"), "modules")
        var modules: [String: BlackboxModule] = [:]
        for (name, value) in entries.rest {
            modules[name] = try module(name, value)
        }
        return (modules, top.notes(in: ""))
    }

    private func module(
        _ name: String, _ value: ForeignValue
    ) throws(ImportError) -> BlackboxModule {
        let what = "modules.\(name)"
        var entries = try file.entries(value, what)
        let prober = try file.text(entries.take("prober"), "\(what).prober") ?? ""
        let timeout = try file.milliseconds(entries.take("timeout"), "\(what).timeout")
        var module = BlackboxModule(prober: prober, timeoutMilliseconds: timeout)
        guard prober == "tcp" else { return module }
        let tcp = try file.entries(entries.take("tcp"), "\(what).tcp")
        for prober in ["http", "icmp", "dns", "grpc", "unix"] { _ = entries.take(prober) }
        module.notes += entries.notes(in: "")
        try read(tcp, "\(what).tcp", into: &module)
        return module
    }

    private func read(
        _ entries: Entries, _ what: String, into module: inout BlackboxModule
    ) throws(ImportError) {
        var entries = entries
        let preferred =
            try file.text(
                entries.take("preferred_ip_protocol"), "\(what).preferred_ip_protocol") ?? "ip6"
        let mayFallBack =
            try file.flag(entries.take("ip_protocol_fallback"), "\(what).ip_protocol_fallback")
            ?? true
        // IPv6 first, with a fallback, is built in on both sides.
        if !["ip4", "ip6"].contains(preferred) {
            module.notes.append(
                "tcp.preferred_ip_protocol: \(YAMLText.shown(preferred)) is unknown")
        } else if preferred == "ip4" || !mayFallBack {
            module.lines.append("ip_protocol: \(mayFallBack ? "prefer_" : "")\(preferred)")
        }
        if let source = try file.text(
            entries.take("source_ip_address"), "\(what).source_ip_address"), !source.isEmpty
        {
            module.lines.append("source: \(YAMLText.value(source))")
        }
        let beginsTLS = try file.flag(entries.take("tls"), "\(what).tls") ?? false
        let settings = try tls(entries.take("tls_config"), "\(what).tls_config", &module)
        let steps = try file.items(entries.take("query_response"), "\(what).query_response")
        var script = BlackboxScript(file: file)
        for (index, step) in steps.enumerated() {
            try script.add(step, "\(what).query_response[\(index)]")
        }
        if beginsTLS || script.beginsTLS {
            module.lines.append("tls: {\(settings.joined(separator: ", "))}")
        } else if !settings.isEmpty {
            module.notes.append("tls_config: no step begins TLS, so that nothing uses it")
        }
        if beginsTLS, script.beginsTLS {
            module.notes.append("tls and starttls: a probe begins TLS once; tls is meant")
        }
        if !script.steps.isEmpty {
            module.lines += ["script:"] + script.steps.map { "  \($0)" }
        }
        module.notes += script.notes + entries.notes(in: "tcp.")
    }

    private func tls(
        _ value: ForeignValue?, _ what: String, _ module: inout BlackboxModule
    ) throws(ImportError) -> [String] {
        var entries = try file.entries(value, what)
        var settings: [String] = []
        let isUnverified = try file.flag(
            entries.take("insecure_skip_verify"), "\(what).insecure_skip_verify")
        if isUnverified == true { settings.append("verify: false") }
        for (theirs, ours) in [
            ("server_name", "server_name"), ("ca_file", "ca_file"), ("ca", "ca"),
            ("cert_file", "certificate_file"), ("key_file", "key_file"),
        ] {
            let text = try file.text(entries.take(theirs), "\(what).\(theirs)")
            if let text, !text.isEmpty { settings.append("\(ours): \(YAMLText.value(text))") }
        }
        let versions = ["TLS10": "1.0", "TLS11": "1.1", "TLS12": "1.2", "TLS13": "1.3"]
        for (theirs, ours) in [
            ("min_version", "minimum_version"), ("max_version", "maximum_version"),
        ] {
            guard let text = try file.text(entries.take(theirs), "\(what).\(theirs)") else {
                continue
            }
            if let version = versions[text] {
                settings.append("\(ours): \"\(version)\"")
            } else {
                module.notes.append("tls_config.\(theirs): \(YAMLText.shown(text)) is unknown")
            }
        }
        for key in ["cert", "key"] where entries.take(key) != nil {
            module.notes.append(
                "tls_config.\(key): write it to a file, and name that as "
                    + (key == "key" ? "key_file" : "certificate_file"))
        }
        module.notes += entries.notes(in: "tls_config.")
        return settings
    }
}
