import Status
import Testing

@Suite struct QueryTests {
    @Test func `everything that a query can say is read, and said again`() throws {
        let text =
            "q=a%20b&state=down&state=up&server=s&probe=p&target=t%3A1&server_name=n&owner=o&site=l"
            + "&sort=connect&page=3&limit=50"
        let query = try StatusQuery(text)
        #expect(query.search == "a b")
        #expect(query.conditions == [.down, .up])
        #expect(query.server == "s" && query.name == "p" && query.target == "t:1")
        #expect(query.serverName == "n" && query.owner == "o" && query.site == "l")
        #expect(query.order == .connect && query.page == 3 && query.limit == 50)
        #expect(query.text == text)
        #expect(try StatusQuery(query.text) == query)
    }

    @Test func `no query is all probes, and so are fields that nobody filled in`() throws {
        #expect(try StatusQuery(nil) == StatusQuery())
        #expect(try StatusQuery("") == StatusQuery())
        #expect(try StatusQuery("q=&state=&server=&owner=&site=&sort=&page=") == StatusQuery())
        #expect(StatusQuery().text.isEmpty)
    }

    @Test(
        arguments: [
            ("q=%zz", StatusQueryError.malformed), ("stat=down", .unknownParameter),
            ("q=a&q=b", .twice), ("state=broken", .unknownState), ("sort=random", .unknownOrder),
            ("page=0", .badPage), ("page=-1", .badPage), ("page=x", .badPage),
            ("page=99999999999999999999", .badPage), ("limit=0", .badLimit),
            ("limit=1001", .badLimit), ("q=" + String(repeating: "a", count: 201), .longSearch),
        ])
    func `a bad query is refused with what is wrong`(text: String, error: StatusQueryError) {
        #expect(throws: error) { try StatusQuery(text) }
    }

    @Test func `every order can be asked for`() throws {
        for order in StatusQuery.Order.allCases {
            #expect(try StatusQuery("sort=\(order.rawValue)").order == order)
        }
    }

    @Test func `what is wrong names all that would be right`() {
        let states = "\(StatusQueryError.unknownState.words)"
        for condition in ProbeCondition.allCases { #expect(states.contains(condition.rawValue)) }
        let orders = "\(StatusQueryError.unknownOrder.words)"
        for order in StatusQuery.Order.allCases { #expect(orders.contains(order.rawValue)) }
        #expect("\(StatusQueryError.badLimit.words)".contains("\(StatusLimits.rowsForProgramsMax)"))
        #expect(
            "\(StatusQueryError.longSearch.words)".contains("\(StatusLimits.searchCharactersMax)"))
    }
}
