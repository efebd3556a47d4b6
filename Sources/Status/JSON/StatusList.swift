public import Wire

/// The answer of the API with the probes that a query wants.
public struct StatusList: Sendable {
    private let query: StatusQuery
    private let selection: StatusSelection
    private let rows: [ProbeSummary]
    private let facts: SiteFacts

    /// A list of the probes that were selected.
    public init(
        _ query: StatusQuery, _ selection: StatusSelection, rows: [ProbeSummary], facts: SiteFacts
    ) {
        self.query = query
        self.selection = selection
        self.rows = rows
        self.facts = facts
    }

    /// One object.
    public var json: JSON {
        .object([
            ("at", .text(SpanText.stamp(facts.now))), ("gateway", JSON(facts.gateway)),
            ("version", .text(facts.version)),
            (
                "counts",
                .object(
                    ProbeCondition.allCases.map { condition in
                        (condition.rawValue, .integer(selection.counts[condition, default: 0]))
                    })
            ),
            ("total", .integer(selection.count)), ("page", .integer(query.page)),
            ("pages", .integer(selection.pageCount)),
            ("probes", .array(rows.map(\.json))),
        ])
    }
}
