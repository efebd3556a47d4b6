/// What one sees of the probes: search, filters and order.
struct StatusForm {
    let query: StatusQuery
    let choices: StatusChoices

    var html: String {
        """
        <form action="/" role="search">
        <input type="search" name="q" value="\(HTMLText.value(query.search))" \
        placeholder="Search" aria-label="Search probes" maxlength="200">
        \(hidden)\(choice("server", "All servers", choices.servers, query.server))
        \(choice("owner", "All owners", choices.owners, query.owner))
        \(choice("site", "All sites", choices.sites, query.site))
        \(order)
        <button>Show</button>
        </form>

        """
    }

    /// What the form has no field for, and keeps.
    private var hidden: String {
        let fixed =
            query.conditions.sorted().map { ("state", $0.rawValue) }
            + [
                ("probe", query.name), ("target", query.target),
                ("server_name", query.serverName), ("limit", query.limit.map(String.init)),
            ].compactMap { name, value in value.map { (name, $0) } }
        return fixed.map { name, value in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLText.value(value))\">\n"
        }.joined()
    }

    /// A list to choose from; a field to be filled in where the list would be too long.
    private func choice(
        _ name: String, _ all: String, _ names: [String]?, _ chosen: String?
    ) -> String {
        guard let names else {
            return "<input name=\"\(name)\" value=\"\(HTMLText.value(chosen ?? ""))\" "
                + "placeholder=\"\(name.prefix(1).uppercased())\(name.dropFirst())\" "
                + "aria-label=\"Name of the \(name)\">"
        }
        guard !names.isEmpty || chosen != nil else { return "" }
        // One that is chosen and is not there stays to be seen.
        let listed = chosen.map { names.contains($0) ? names : [$0] + names } ?? names
        let options = listed.map { Self.option($0, $0, isChosen: $0 == chosen) }.joined()
        return "<select name=\"\(name)\" aria-label=\"Choose the \(name)\">"
            + "\(Self.option("", all, isChosen: chosen == nil))\(options)</select>"
    }

    private var order: String {
        let words: [(StatusQuery.Order, String)] = [
            (.attention, "What needs attention first"), (.name, "By name"),
            (.connect, "Slowest connection first"), (.certificate, "First certificate to end"),
            (.changed, "Last change first"),
        ]
        let options = words.map { order, text in
            Self.option(
                order == .attention ? "" : order.rawValue, text, isChosen: order == query.order)
        }
        return "<select name=\"sort\" aria-label=\"Order\">\(options.joined())</select>"
    }

    private static func option(_ value: String, _ text: String, isChosen: Bool) -> String {
        "<option value=\"\(HTMLText.value(value))\"\(isChosen ? " selected" : "")>"
            + "\(HTMLText.shown(text))</option>"
    }
}
