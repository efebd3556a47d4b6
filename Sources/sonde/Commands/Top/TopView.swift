import Status

/// What one looks at in a terminal, and what keys change of it.
struct TopView {
    var query: StatusQuery
    /// The answer that the pages are of.
    var pageCount = 1
    private let conditions: Set<ProbeCondition>

    init(_ query: StatusQuery) {
        self.query = query
        conditions = query.conditions
    }

    /// Takes an answer; false where its pages are fewer now, and the last is looked at instead.
    mutating func take(_ answer: StatusAnswer) -> Bool {
        pageCount = answer.pageCount
        guard query.page > pageCount else { return true }
        query.page = pageCount
        return false
    }

    /// Takes a key; false where it is to end.
    mutating func take(_ key: UInt8) -> Bool {
        switch key {
        case UInt8(ascii: "q"), 0x03, 0x04: return false
        case UInt8(ascii: "n"), UInt8(ascii: " "):
            query.page = min(query.page + 1, pageCount)
        case UInt8(ascii: "p"): query.page = max(1, query.page - 1)
        case UInt8(ascii: "s"):
            let orders = StatusQuery.Order.allCases
            let place = orders.firstIndex(of: query.order) ?? 0
            query.order = orders[(place + 1) % orders.count]
            query.page = 1
        case UInt8(ascii: "a"):
            let attention = Set(ProbeCondition.allCases.filter(\.needsAttention))
            query.conditions = query.conditions == attention ? conditions : attention
            query.page = 1
        default: break
        }
        return true
    }

    /// What keys do, and which order holds.
    var hint: String {
        "q quit   n/p page   s order: \(query.order.rawValue)   a only what needs attention"
    }
}
