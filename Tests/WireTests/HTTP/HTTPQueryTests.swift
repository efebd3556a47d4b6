import Testing
import Wire

@Suite struct HTTPQueryTests {
    @Test func `names and values are decoded, in their order`() throws {
        let query = try #require(HTTPQuery("name[]=a&x=1&&name%5B%5D=b+c%2Bd&flag&y=a=b&=z"))
        #expect(query["name[]"] == ["a", "b c+d"])
        #expect(query.items.map(\.name) == ["name[]", "x", "name[]", "flag", "y", ""])
        #expect(query["y"] == ["a=b"])
        #expect(query["flag"] == [""])
        #expect(query["other"].isEmpty)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%4x", "%zz=1", "a=%ff", "a=%c3"])
    func `what is no percent-encoded text is none`(text: String) {
        #expect(HTTPQuery(text) == nil)
    }

    @Test func `a query has a bound`() {
        let items = Array(repeating: "a=1", count: HTTPQuery.itemsMax)
        #expect(HTTPQuery(items.joined(separator: "&"))?.items.count == HTTPQuery.itemsMax)
        #expect(HTTPQuery((items + ["b"]).joined(separator: "&")) == nil)
    }
}
