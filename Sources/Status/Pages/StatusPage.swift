/// The page at `/`: how all probes stand.
public struct StatusPage: Sendable {
    private let query: StatusQuery
    private let selection: StatusSelection
    private let rows: [ProbeSummary]
    private let facts: SiteFacts

    /// A page of those probes.
    public init(_ list: StatusList) {
        query = list.query
        selection = list.selection
        rows = list.rows
        facts = list.facts
    }

    /// The whole page.
    public var html: String {
        PageFrame(
            title: title,
            main: """
                <a class="skip" href="#live">To the probes</a>
                \(PageHeader(facts: facts).html)
                <p id="sentence" role="status">\(sentence)</p>
                <p id="notice" role="alert"></p>
                \(StatusForm(query: query, choices: selection.choices).html)\
                <main id="live">
                \(states)\(rows.isEmpty ? nothing : table)\(pages)</main>
                \(PageFooter(facts: facts).html)
                """, isLive: true
        ).html
    }

    private var attention: Int {
        selection.counts.filter(\.key.needsAttention).map(\.value).reduce(0, +)
    }

    private var title: String {
        attention > 0 ? "(\(attention)) Sonde" : "Sonde"
    }

    private var sentence: String {
        let all = selection.counts.values.reduce(0, +)
        guard all > 0 else { return "No probes." }
        let probes = all == 1 ? "probe" : "probes"
        guard attention > 0 else { return "\(CountText.of(all)) \(probes), none is down." }
        return "\(CountText.of(attention)) of \(CountText.of(all)) \(probes) "
            + "need\(attention == 1 ? "s" : "") attention."
    }

    /// A link for each condition that there is, with its number.
    private var states: String {
        let all = selection.counts.values.reduce(0, +)
        var links = [link("All", all, query.with { $0.conditions = [] }, query.conditions.isEmpty)]
        for condition in ProbeCondition.allCases {
            let count = selection.counts[condition, default: 0]
            let isChosen = query.conditions == [condition]
            guard count > 0 || isChosen else { continue }
            let mark = condition.needsAttention ? " class=\"\(condition.rawValue)\"" : ""
            links.append(
                link(
                    condition.word, count, query.with { $0.conditions = [condition] }, isChosen,
                    mark))
        }
        return "<nav class=\"states\" aria-label=\"States\">\(links.joined())</nav>\n"
    }

    private func link(
        _ word: String, _ count: Int, _ query: StatusQuery, _ isChosen: Bool, _ mark: String = ""
    ) -> String {
        "<a href=\"\(address(query))\"\(isChosen ? " aria-current=\"true\"" : "")>"
            + "<b\(mark)>\(CountText.of(count))</b> \(word)</a>"
    }

    private var table: String {
        """
        <table>
        <thead><tr><th scope="col" class="mark"><span>State</span></th><th scope="col">Probe</th>\
        <th scope="col" class="attempts">Last attempts</th>\
        <th scope="col" class="number">Connection</th>\
        <th scope="col" class="number certificate">Certificate</th>\
        <th scope="col" class="number next">Next attempt</th></tr></thead>
        \(isGrouped ? grouped : flat)</table>

        """
    }

    private var flat: String {
        "<tbody>\n\(rows.map { row($0, namesServer: true) }.joined())</tbody>\n"
    }

    private var isGrouped: Bool { query.order == .attention || query.order == .name }

    /// Those of the first rows that are shown before their servers: one page does not show them
    /// all with the others of theirs.
    private var urgent: ArraySlice<ProbeSummary> {
        guard query.order == .attention, selection.pageCount > 1 else { return [] }
        return rows.prefix { $0.condition.needsAttention }
    }

    private var grouped: String {
        var html = ""
        if !urgent.isEmpty {
            html += "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"6\">Needs attention</th></tr>\n"
            html += urgent.map { row($0, namesServer: true) }.joined()
        }
        var rest = rows[urgent.endIndex...]
        while let server = rest.first?.names.server {
            let shown = rest.prefix { $0.names.server == server }
            html += html.isEmpty ? "" : "</tbody>\n"
            html += "<tbody>\n\(heading(server, shown.map(\.names)))"
            html += shown.map { row($0, namesServer: false) }.joined()
            rest = rest.dropFirst(shown.count)
        }
        return html + "</tbody>\n"
    }

    /// It names the owner and the site that all probes below it have.
    private func heading(_ server: String, _ shown: [ProbeNames]) -> String {
        let tally = selection.servers[server]
        let count = tally?.count ?? 0
        let needing = tally?.needingAttention ?? 0
        var facts = [needing > 0 ? "\(needing) of \(count) need attention" : "\(count)"]
        let common = [Set(shown.map(\.owner)), Set(shown.map(\.site))].compactMap { names in
            names.count == 1 ? names.first : nil
        }
        facts += common.filter { !$0.isEmpty }.map { HTMLText.shown($0) }
        return "<tr><th scope=\"rowgroup\" colspan=\"6\"><bdi>\(HTMLText.shown(server))"
            + "</bdi> <span class=\"dim\"><bdi>\(facts.joined(separator: "</bdi> · <bdi>"))</bdi>"
            + "</span></th></tr>\n"
    }

    private func row(_ probe: ProbeSummary, namesServer: Bool) -> String {
        StatusRow(probe: probe, namesServer: namesServer, now: facts.now).html
    }

    private var nothing: String {
        if selection.count > 0 {
            return "<p class=\"empty\">There are \(selection.pageCount) pages. "
                + "<a href=\"\(address(query.with { _ in }))\">To the first</a></p>\n"
        }
        return query.isFiltered
            ? "<p class=\"empty\">No probe is like that. <a href=\"/\">Show all</a></p>\n"
            : "<p class=\"empty\">The configuration has no probes that run here.</p>\n"
    }

    private var pages: String {
        guard selection.pageCount > 1, !rows.isEmpty else { return "" }
        let first = (query.page - 1) * selection.rowsMax + 1
        let span =
            "\(CountText.of(first)) to \(CountText.of(first + rows.count - 1)) of "
            + CountText.of(selection.count)
        let links = [
            query.page > 1 ? turn("Previous", "prev", query.page - 1) : "",
            query.page < selection.pageCount ? turn("Next", "next", query.page + 1) : "",
        ]
        return "<nav class=\"pages\" aria-label=\"Pages\"><span>\(span)</span>"
            + "\(links.joined())</nav>\n"
    }

    private func turn(_ word: String, _ relation: String, _ page: Int) -> String {
        "<a rel=\"\(relation)\" href=\"\(address(query.with { $0.page = page }))\">\(word)</a>"
    }

    private func address(_ query: StatusQuery) -> String {
        let text = query.text
        return text.isEmpty ? "/" : HTMLText.shown("/?\(text)")
    }
}
