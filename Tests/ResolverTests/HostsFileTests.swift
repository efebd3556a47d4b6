import Network
import Resolver
import Simulation
import Testing

struct HostsFileTests {
    private static let text = """
        # A comment
        127.0.0.1\tlocalhost
        192.0.2.7   Web.Example.  web www # the shop
        2001:db8::7 web
        192.0.2.8 web
          192.0.2.9 indented
        fe80::1%eth0 zoned
        300.1.2.3 nowhere
        192.0.2.10
        192.0.2.11 ..bad good\r
        192.0.2.12 last
        """

    private static let lines = text.split(separator: "\n").map { Array("\($0)\n".utf8) }

    private static func answer(
        _ name: String, _ families: AddressFamilies = .both, in text: String = text
    ) -> (addresses: [String], canonicalName: String)? {
        DomainName(name).flatMap { HostsFile(Array(text.utf8)).answer(for: $0, families) }
            .map { ($0.addresses.map(\.description), $0.canonicalName) }
    }

    @Test(arguments: [
        ("web.example", ["192.0.2.7"]),
        ("WEB.example.", ["192.0.2.7"]),
        ("web", ["2001:db8::7", "192.0.2.7", "192.0.2.8"]),
        ("indented", ["192.0.2.9"]),
        ("good", ["192.0.2.11"]),
        ("last", ["192.0.2.12"]),
    ])
    func `a name has the addresses of all its lines, IPv6 first`(name: String, all: [String]) {
        #expect(Self.answer(name)?.addresses == all)
    }

    @Test(arguments: ["zoned", "nowhere", "#", "the", "absent", "localhos"])
    func `what stands in no proper line is not known`(name: String) {
        #expect(Self.answer(name) == nil)
    }

    @Test func `only the wanted family is given`() {
        #expect(Self.answer("web", .v4)?.addresses == ["192.0.2.7", "192.0.2.8"])
        #expect(Self.answer("web", .v6)?.addresses == ["2001:db8::7"])
        #expect(Self.answer("last", .v6) == nil)
    }

    @Test func `the first name of a line is the canonical one`() {
        #expect(Self.answer("www")?.canonicalName == "web.example")
        #expect(Self.answer("web", .v6)?.canonicalName == "web")
    }

    @Test func `an address that is there twice is given once`() {
        let text = "192.0.2.1 a\n192.0.2.1 a b\n"
        #expect(Self.answer("a", in: text)?.addresses == ["192.0.2.1"])
    }

    @Test func `no mutant of the file is too much`() {
        var mutator = ByteMutator(seed: 7, corpus: Self.lines)
        var (names, most) = (0, 0)
        for _ in 0..<100_000 {
            let file = HostsFile(mutator.next())
            names += file.nameCount
            most = max(most, file.nameCount)
        }
        #expect(most < 20)
        #expect(names > 10_000)
    }
}
