public import Wire

extension StatusList {
    /// The answer of the API: one object.
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
