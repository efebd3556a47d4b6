import Configuration

/// A job of Prometheus that has blackbox_exporter probe its targets.
struct PrometheusJob {
    let name: String
    let intervalMilliseconds: Int
    let timeoutMilliseconds: Int
    /// The module that all its targets have; nil where a label says it.
    var module: String?
    /// The label of its targets that says the module.
    var moduleLabel: String?
    /// Labels that relabelling adds to all targets.
    var labels: [(name: String, value: String)] = []
    var groups: [Group] = []
    /// Files with targets, as they are named.
    var files: [String] = []
    /// What could not be taken over.
    var notes: [String] = []

    /// Targets with labels in common.
    struct Group {
        let targets: [String]
        let labels: [(name: String, value: String)]
    }
}

/// Reads the jobs of a `prometheus.yml` (Prometheus, "Configuration").
struct PrometheusJobs {
    private let file: ForeignFile
    private static let keysOfFetching = [
        "scheme", "honor_labels", "honor_timestamps", "follow_redirects", "enable_http2",
        "basic_auth", "authorization", "oauth2", "tls_config", "proxy_url",
    ]
    private var intervalMilliseconds = 60_000
    private var timeoutMilliseconds: Int?

    init(file: ForeignFile) {
        self.file = file
    }

    /// The jobs that ask blackbox_exporter, the names of the others, and the keys beside the jobs.
    mutating func read(
        _ bytes: [UInt8]
    ) throws(ImportError) -> (jobs: [PrometheusJob], others: [String], keys: [String]) {
        var top = try file.entries(try file.root(bytes), "the file")
        var global = try file.entries(top.take("global"), "global")
        intervalMilliseconds =
            try file.milliseconds(global.take("scrape_interval"), "global.scrape_interval")
            ?? 60_000
        timeoutMilliseconds = try file.milliseconds(
            global.take("scrape_timeout"), "global.scrape_timeout")
        var (jobs, others) = ([PrometheusJob](), [String]())
        let items = try file.items(top.take("scrape_configs"), "scrape_configs")
        for (index, item) in items.enumerated() {
            var entries = try file.entries(item, "scrape_configs[\(index)]")
            let what = "scrape_configs[\(index)]"
            let name = try file.text(entries.take("job_name"), "\(what).job_name") ?? what
            if let job = try job(name, &entries, what) {
                jobs.append(job)
            } else {
                others.append(name)
            }
        }
        return (jobs, others, global.rest.map { "global.\($0.key)" } + top.rest.map(\.key))
    }

    private func job(
        _ name: String, _ entries: inout Entries, _ what: String
    ) throws(ImportError) -> PrometheusJob? {
        let path = try file.text(entries.take("metrics_path"), "\(what).metrics_path")
        let rules = try file.items(entries.take("relabel_configs"), "\(what).relabel_configs")
        var relabelling = Relabelling()
        for (index, rule) in rules.enumerated() {
            try relabelling.add(rule, "\(what).relabel_configs[\(index)]", file)
        }
        guard path == "/probe" || relabelling.namesTarget else { return nil }
        let interval =
            try file.milliseconds(entries.take("scrape_interval"), "\(what).scrape_interval")
            ?? intervalMilliseconds
        let timeout =
            try file.milliseconds(entries.take("scrape_timeout"), "\(what).scrape_timeout")
            ?? timeoutMilliseconds ?? 10_000
        var job = PrometheusJob(
            name: name, intervalMilliseconds: max(1, interval),
            timeoutMilliseconds: min(timeout, interval))
        var parameters = try file.entries(entries.take("params"), "\(what).params")
        let modules = try file.items(parameters.take("module"), "\(what).params.module")
        job.module = try modules.first.flatMap { (value) throws(ImportError) in
            try file.text(value, "\(what).params.module")
        }
        if let module = relabelling.module { job.module = module }
        job.moduleLabel = relabelling.moduleLabel
        job.labels = relabelling.labels
        job.notes = relabelling.notes + parameters.notes(in: "params.")
        try readTargets(&entries, what, into: &job)
        // How the page of blackbox_exporter is fetched is nothing that its place in Sonde needs.
        for key in Self.keysOfFetching { _ = entries.take(key) }
        job.notes += entries.notes(in: "")
        return job
    }

    private func readTargets(
        _ entries: inout Entries, _ what: String, into job: inout PrometheusJob
    ) throws(ImportError) {
        for item in try file.items(entries.take("static_configs"), "\(what).static_configs") {
            var group = try file.entries(item, "\(what).static_configs")
            var targets: [String] = []
            for target in try file.items(group.take("targets"), "\(what).static_configs.targets") {
                if let text = try file.text(target, "a target") { targets.append(text) }
            }
            var labels: [(String, String)] = []
            for (name, value) in try file.entries(
                group.take("labels"), "\(what).static_configs.labels"
            ).rest {
                if let text = try file.text(value, "a label") { labels.append((name, text)) }
            }
            job.groups.append(PrometheusJob.Group(targets: targets, labels: labels))
            job.notes += group.notes(in: "static_configs.")
        }
        for item in try file.items(entries.take("file_sd_configs"), "\(what).file_sd_configs") {
            var source = try file.entries(item, "\(what).file_sd_configs")
            for path in try file.items(source.take("files"), "\(what).file_sd_configs.files") {
                if let text = try file.text(path, "a path") { job.files.append(text) }
            }
            // Files are watched, so that no interval is needed.
            _ = source.take("refresh_interval")
            job.notes += source.notes(in: "file_sd_configs.")
        }
    }
}
