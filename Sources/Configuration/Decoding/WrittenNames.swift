/// The names that stand somewhere in the configuration, also of what has mistakes in it.
struct WrittenNames {
    /// Names of servers.
    var servers: Set<String> = []
    /// `server/probe`.
    var probes: Set<String> = []

    /// The name that a value is, of what is known; nil after a report.
    func reference(_ field: Field, _ noun: String, among known: Set<String>) -> String? {
        let form = noun == "probe" ? "server/probe" : "the name of a \(noun)"
        guard let scalar = field.scalar("name of a \(noun)", write: "write \(form)") else {
            return nil
        }
        if known.contains(scalar.text) { return scalar.text }
        let nearest = NearestName.to(scalar.text, among: known.sorted())
        field.report(
            Mistake(
                "there is no \(noun) \(Excerpt.of(scalar.text))",
                nearest.map { "did you mean \(Excerpt.of($0))?" }
                    ?? "write \(form) of this configuration"))
        return nil
    }
}
