/// A configuration of ours in the place of blackbox_exporter's and of those jobs of Prometheus that
/// ask it.
public struct BlackboxImport {
    /// A `sonde.yml`, with a comment for all that has no counterpart.
    public let text: String
    /// Whether there is no probe in it, so that it cannot be loaded.
    public let isEmpty: Bool

    /// A file, and how it is called.
    public struct File {
        let name: String
        let bytes: [UInt8]

        /// A file that was read.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Reads both; throws where one is no YAML or has a value of the wrong kind.
    public init(modules: File, prometheus: File) throws(ImportError) {
        let (modulesRead, notes) = try BlackboxModules(file: ForeignFile(name: modules.name))
            .read(modules.bytes)
        var reader = PrometheusJobs(file: ForeignFile(name: prometheus.name))
        let (jobs, others, top) = try reader.read(prometheus.bytes)
        let directory = prometheus.name.lastIndex(of: "/").map { prometheus.name[...$0] } ?? ""
        var lines = Self.heading(modules, prometheus)
        for note in notes {
            lines.append("# \(Self.shown(modules)): \(YAMLText.comment(note)).")
        }
        let used = Set(
            jobs.flatMap { job in
                [job.module].compactMap(\.self) + job.groups.flatMap { $0.labels.map(\.value) }
            })
        for name in modulesRead.keys.sorted() where !used.contains(name) {
            lines.append("# No job has the module \(YAMLText.shown(name)), and it is left out.")
        }
        if !top.isEmpty {
            let keys = top.map(YAMLText.shown).joined(separator: ", ")
            lines.append("# What stays with Prometheus: \(keys).")
        }
        for name in others {
            lines.append(
                "# The job \(YAMLText.shown(name)) asks no blackbox_exporter, and is left out.")
        }
        var names = UniqueNames()
        var servers: [String] = []
        for job in jobs {
            servers +=
                ServerText(
                    job: job, modules: modulesRead, directory: String(directory),
                    name: names.next(YAMLText.name(job.name))
                ).lines
        }
        lines.append("")
        if servers.contains(where: { $0.hasPrefix("  - ") }) { lines.append("servers:") }
        text = RefusedProbes.commentedOut(of: (lines + servers).map { "\($0)\n" }.joined())
        isEmpty = !text.split(separator: "\n").contains { $0.hasPrefix("  - ") }
    }

    private static func heading(_ modules: File, _ prometheus: File) -> [String] {
        [
            "# Made by sonde import blackbox of \(shown(modules)) and \(shown(prometheus)).",
            "# What has no counterpart stands in a comment. Where the two differ is said in the",
            "# manual's chapter on conversations.",
        ]
    }

    private static func shown(_ file: File) -> String { YAMLText.shown(file.name) }
}

/// Gives out each name once, and a numbered one for each that is asked for again.
struct UniqueNames {
    private var given: Set<String> = []
    private var last: [String: Int] = [:]

    mutating func next(_ name: String) -> String {
        var (candidate, number) = (name, last[name, default: 1])
        while !given.insert(candidate).inserted {
            number += 1
            candidate = "\(name)-\(number)"
        }
        last[name] = number
        return candidate
    }
}
