import Resolver
import Testing

struct DomainNameTests {
    @Test(arguments: [
        ("Example.COM", "example.com"), ("example.com.", "example.com"), ("a", "a"),
        ("_sip._tcp.example", "_sip._tcp.example"), ("MÜNCHEN.example", "mÜnchen.example"),
    ])
    func `names are compared in small letters without the last dot`(text: String, name: String) {
        #expect(DomainName(text)?.description == name)
    }

    @Test(arguments: ["", ".", "a..b", ".a", "a..", "a\0b", "a\\.b"])
    func `what cannot be asked for is no name`(text: String) {
        #expect(DomainName(text) == nil)
    }

    @Test func `labels and names have their longest`() {
        let label = String(repeating: "a", count: 63)
        let longest = [label, label, label, String(label.dropFirst(2))].joined(separator: ".")
        #expect(longest.utf8.count == ResolverLimits.nameBytesMax)
        #expect(DomainName(longest + ".") != nil)
        #expect(DomainName("a" + longest) == nil)
        #expect(DomainName(label) != nil)
        #expect(DomainName("a" + label) == nil)
    }

    @Test(arguments: [
        ("localhost", true), ("LOCALHOST.", true), ("app.localhost", true),
        ("notlocalhost", false), ("localhost.example", false),
    ])
    func `localhost and what is below it is known`(text: String, isLocalhost: Bool) {
        #expect(DomainName(text)?.isLocalhost == isLocalhost)
    }
}
