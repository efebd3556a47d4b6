/// The probes that a query wants, to be shown.
public struct StatusList: Sendable {
    let query: StatusQuery
    let selection: StatusSelection
    let rows: [ProbeSummary]
    let facts: SiteFacts

    /// A list of the probes that were selected.
    public init(
        _ query: StatusQuery, _ selection: StatusSelection, rows: [ProbeSummary], facts: SiteFacts
    ) {
        self.query = query
        self.selection = selection
        self.rows = rows
        self.facts = facts
    }
}
