import Simulation
import Testing
import Wire

@Suite struct HTTPPreferenceTests {
    @Test func `what is wanted most stands first, and equals in their order`() {
        let list = HTTPPreference.list(
            "text/plain;q=0.5, application/json, */*;q=0.1,text/html , image/png;q=0")
        #expect(
            list.map(\.name) == [
                "application/json", "text/html", "text/plain", "*/*", "image/png",
            ])
        #expect(list.map(\.weight) == [1000, 1000, 500, 100, 0])
    }

    @Test func `parameters are told, and quotes hide what separates`() {
        let list = HTTPPreference.list(
            "A/B; Version=1.0.0 ;escaping=\"x, \\\"y;z\" ; q=0.25, gzip")
        #expect(list.map(\.name) == ["gzip", "a/b"])
        #expect(list.last?.parameters == ["version": "1.0.0", "escaping": "x, \"y;z"])
        #expect(list.last?.weight == 250)
    }

    @Test(
        arguments: [
            ("1", 1000), ("1.0", 1000), ("1.000", 1000), ("0", 0), ("0.", 0), (".5", 500),
            ("0.1239", 123), ("1.5", 1000),
        ])
    func `a weight counts with three digits`(text: String, weight: Int) {
        #expect(HTTPPreference.list("a;q=\(text)").map(\.weight) == [weight])
    }

    @Test(arguments: ["", ".", "x", "-1", "2", "1e0", "0.x"])
    func `what has a weight that is none is left out`(text: String) {
        #expect(!HTTPPreference.list("a;q=\(text)").contains { $0.name == "a" })
    }

    @Test(arguments: ["", ",", " , ;", ";q=1"])
    func `nothing is nothing`(field: String) {
        #expect(HTTPPreference.list(field).isEmpty)
    }

    @Test func `there are bounds`() {
        let many = Array(repeating: "a", count: HTTPPreferenceLimits.partsMax + 1)
        #expect(
            HTTPPreference.list(many.joined(separator: ",")).count == HTTPPreferenceLimits.partsMax)
        let long = String(repeating: "a", count: HTTPPreferenceLimits.fieldBytesMax)
        #expect(HTTPPreference.list(long).count == 1)
        #expect(HTTPPreference.list(long + "a").isEmpty)
    }
}
