import Configuration

/// The relabelling that has blackbox_exporter probe the targets of a job, and what is beyond it.
struct Relabelling {
    /// Whether the address becomes the target of a probe, as it does for blackbox_exporter.
    private(set) var namesTarget = false
    /// The module that all targets have.
    private(set) var module: String?
    /// The label of a target that says its module.
    private(set) var moduleLabel: String?
    /// What is added to all targets.
    private(set) var labels: [(name: String, value: String)] = []
    private(set) var notes: [String] = []

    /// Takes note of a rule.
    mutating func add(
        _ value: ForeignValue, _ what: String, _ file: ForeignFile
    ) throws(ImportError) {
        var entries = try file.entries(value, what)
        var sources: [String] = []
        for label in try file.items(entries.take("source_labels"), "\(what).source_labels") {
            if let text = try file.text(label, "a label") { sources.append(text) }
        }
        let target = try file.text(entries.take("target_label"), "\(what).target_label") ?? ""
        let replacement = try file.text(entries.take("replacement"), "\(what).replacement")
        let action = try file.text(entries.take("action"), "\(what).action") ?? "replace"
        let expression = try file.text(entries.take("regex"), "\(what).regex") ?? "(.*)"
        let isPlain =
            action == "replace" && ["(.*)", ".*", "(.+)", "^(.*)$", ""].contains(expression)
            && entries.rest.isEmpty
        let isCopy =
            isPlain && sources.count == 1 && ["$1", "${1}"].contains(replacement ?? "$1")
        switch (target, sources) {
        case ("__param_target", ["__address__"]) where isCopy: namesTarget = true
        case ("instance", ["__param_target"]) where isCopy: break
        case ("__address__", []) where isPlain: break
        case ("__param_module", []) where isPlain && replacement != nil: module = replacement
        case ("__param_module", _) where isCopy: moduleLabel = sources[0]
        case (_, []) where isPlain && !target.hasPrefix("__") && replacement != nil:
            labels.append((target, replacement ?? ""))
        default:
            if target == "__param_target" { namesTarget = true }
            notes.append(
                "relabel_configs: the rule for "
                    + (target.isEmpty ? "action \(action)" : "target_label \(target)")
                    + " has no counterpart, and is left out")
        }
    }
}
