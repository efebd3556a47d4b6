import Configuration

/// A job as a server with probes: one for each group of targets with a module, labels and a port in
/// common.
struct ServerText {
    let job: PrometheusJob
    let modules: [String: BlackboxModule]
    /// Of prometheus.yml, with the slash at its end, or empty.
    let directory: String
    let name: String

    /// Lines from `  - name:` on; comments only, where nothing of it is ours.
    var lines: [String] {
        var probes: [[String]] = []
        var comments = job.notes
        var names = UniqueNames()
        for group in job.groups {
            let (module, labels) = module(of: group)
            guard let body = body(module, &comments) else { continue }
            let ports = Ports(group.targets)
            comments += ports.wrong.map { "the target \(YAMLText.shown($0)) has no port" }
            for (port, hosts) in ports.hosts {
                let suffix = ports.hosts.count + job.groups.count > 2 ? "-\(port)" : ""
                let name = names.next(YAMLText.name(module ?? "") + suffix)
                let place =
                    hosts.count == 1
                    ? "host: \(YAMLText.value(hosts[0]))" : "hosts: \(YAMLText.list(hosts))"
                probes.append(probe(name, [place, "port: \(port)"], labels, body, &comments))
            }
        }
        if !job.files.isEmpty, let body = body(job.module, &comments) {
            if let label = job.moduleLabel {
                comments.append(
                    "file_sd_configs: the label \(YAMLText.shown(label)) of a target says no "
                        + "module here; all of them have \(YAMLText.shown(job.module ?? "none"))")
            }
            let files = job.files.map { $0.hasPrefix("/") ? $0 : directory + $0 }
            let name = names.next(YAMLText.name(job.module ?? ""))
            probes.append(
                probe(name, ["targets_from: {files: \(YAMLText.list(files))}"], [], body, &comments)
            )
        }
        return text(probes, comments)
    }

    private func text(_ probes: [[String]], _ comments: [String]) -> [String] {
        var lines = ["", "  # The job \(YAMLText.shown(job.name))."]
        var said: Set<String> = []
        lines += comments.filter { said.insert($0).inserted }.map { "  # \(oneLine($0))." }
        guard !probes.isEmpty else { return lines }
        lines.append("  - name: \(YAMLText.value(name))")
        lines.append("    interval: \(DurationText.text(job.intervalMilliseconds))")
        lines.append("    probes:")
        for probe in probes {
            lines.append("      - \(probe[0])")
            lines += probe.dropFirst().map { "        \($0)" }
        }
        return lines
    }

    private func oneLine(_ text: String) -> String {
        let line = YAMLText.comment(text)
        // What begins with a key begins as the key does.
        let isSentence = ["the ", "there ", "no "].contains { line.hasPrefix($0) }
        return isSentence ? line.prefix(1).uppercased() + line.dropFirst() : line
    }

    /// The module of a group, and the labels that its probes have.
    private func module(
        of group: PrometheusJob.Group
    ) -> (name: String?, labels: [(name: String, value: String)]) {
        let named = group.labels.first { $0.name == job.moduleLabel }?.value
        // What params say goes before a label of the parameter's name.
        let parameter = group.labels.first { $0.name == "__param_module" }?.value
        let shown = group.labels.filter { !$0.name.hasPrefix("__") }
        return (named ?? job.module ?? parameter, shown)
    }

    /// What a module says, or why it is none of ours among the comments.
    private func body(_ name: String?, _ comments: inout [String]) -> BlackboxModule? {
        guard let name else {
            comments.append("no module is named, so that blackbox_exporter takes http_2xx")
            return nil
        }
        guard let module = modules[name] else {
            comments.append("there is no module \(YAMLText.shown(name))")
            return nil
        }
        guard module.prober == "tcp" else {
            comments.append(
                "the module \(YAMLText.shown(name)) is of the prober "
                    + "\(YAMLText.shown(module.prober)), and its targets are left out")
            return nil
        }
        comments += module.notes.map { "module \(YAMLText.shown(name)), \($0)" }
        return module
    }

    private func probe(
        _ name: String, _ place: [String], _ labels: [(name: String, value: String)],
        _ module: BlackboxModule, _ comments: inout [String]
    ) -> [String] {
        var lines = ["name: \(YAMLText.value(name))"] + place
        // blackbox_exporter ends half a second before the scrape does, where there is as much.
        let scrape =
            job.timeoutMilliseconds > 500
            ? job.timeoutMilliseconds - 500 : job.timeoutMilliseconds
        let timeout = min(
            module.timeoutMilliseconds.flatMap { $0 > 0 ? $0 : nil } ?? scrape, scrape)
        lines.append("timeout: \(DurationText.text(timeout))")
        // There is no other limit there.
        lines.append("connect_timeout: \(DurationText.text(timeout))")
        // Relabelling comes after the labels of the group.
        var named: [(name: String, value: String)] = []
        for label in labels + job.labels {
            named.removeAll { $0.name == label.name }
            named.append(label)
        }
        for label in named where ForeignLabel.isKey(label.name) {
            lines.append("\(label.name): \(YAMLText.value(label.value))")
        }
        let kept = named.filter { label in
            if ForeignLabel.isKey(label.name) { return false }
            if let reason = ForeignLabel.refusal(label.name) {
                comments.append("the label \(YAMLText.shown(label.name)) \(reason)")
                return false
            }
            return !label.value.isEmpty
        }
        if !kept.isEmpty { lines.append("labels: \(YAMLText.labels(kept))") }
        return lines + module.lines
    }
}

/// The targets of a group by their ports, in the order in which they stand.
struct Ports {
    private(set) var hosts: [(port: Int, hosts: [String])] = []
    private var places: [Int: Int] = [:]
    private var seen: Set<String> = []
    /// What is no target of ours.
    private(set) var wrong: [String] = []

    init(_ targets: [String]) {
        for target in targets {
            guard let (host, port) = Self.parts(target) else {
                wrong.append(target)
                continue
            }
            guard seen.insert("\(port) \(host)").inserted else { continue }
            if let place = places[port] {
                hosts[place].hosts.append(host)
            } else {
                places[port] = hosts.count
                hosts.append((port, [host]))
            }
        }
    }

    /// `host:port` or `[v6]:port`.
    private static func parts(_ target: String) -> (host: String, port: Int)? {
        guard let colon = target.lastIndex(of: ":"),
            let port = Int(target[target.index(after: colon)...]), (1...65_535).contains(port)
        else { return nil }
        var host = target[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        let isHost = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }
        return host.isEmpty || !isHost ? nil : (String(host), port)
    }
}
