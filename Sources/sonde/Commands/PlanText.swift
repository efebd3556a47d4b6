import Configuration

/// What one configuration would change of another, as `sonde check --diff` prints it.
struct PlanText {
    let old: Settings
    let new: Settings

    /// A line for each probe that does not stay as it is, and how many there are of each kind.
    var text: String {
        let plan = Plan(from: old, to: new)
        var rows = plan.removed.map { ["removed", name(old.probes[$0]), ""] }
        for (place, fate) in plan.fates.enumerated() {
            let probe = new.probes[place]
            switch fate {
            case .kept: continue
            case .added: rows.append(["added", name(probe), ""])
            case .changed(let before), .asksAnew(let before):
                let keys = probe.keysChanged(from: old.probes[before])
                rows.append(["changed", name(probe), keys.joined(separator: ", ")])
            }
        }
        let table = rows.isEmpty ? "" : TextTable(head: ["PLAN", "PROBE", "KEYS"], rows: rows).text
        return note + table + summary(plan.counts)
    }

    private func summary(_ counts: Plan.Counts) -> String {
        "\(counts.added) added, \(counts.changed) changed, \(counts.removed) removed, "
            + "\(counts.kept) kept\n"
    }

    /// Where all series get other labels, nothing can be kept of them.
    private var note: String {
        guard old.gateway != new.gateway else { return "" }
        return "The gateway is \(new.gateway ?? "none") and was \(old.gateway ?? "none"): "
            + "each series has another label, and nothing is kept.\n"
    }

    private func name(_ probe: ProbeSettings) -> String {
        let labels = probe.labels.map { "\($0.name)=\($0.value)" }
        let serverName = probe.serverName.map { ["server_name=\($0)"] } ?? []
        return ([probe.qualifiedName, probe.target] + serverName + labels).joined(separator: " ")
    }
}
