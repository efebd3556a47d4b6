import Network
import Resolver
import Simulation
import Testing

struct ResolverConfigurationTests {
    private static let text = """
        # generated
        domain example.com
        search example.com corp.example
        nameserver 192.0.2.53 # the first
        nameserver\t2001:db8::53
        options ndots:5 timeout:2 attempts:4 rotate
        ; nameserver 192.0.2.99
        """

    private static let lines = text.split(separator: "\n").map { Array("\($0)\n".utf8) }

    private static func servers(_ text: String) -> [String] {
        ResolverConfiguration(Array(text.utf8)).nameServers.map(\.description)
    }

    @Test func `servers and options are read, all else is passed over`() {
        let configuration = ResolverConfiguration(Array(Self.text.utf8))
        #expect(
            configuration.nameServers.map(\.description) == ["192.0.2.53:53", "[2001:db8::53]:53"])
        #expect(configuration.timeoutSeconds == 2)
        #expect(configuration.attempts == 4)
        #expect(configuration.searchDomains.map(\.description) == ["example.com", "corp.example"])
        #expect(configuration.searchDotsMin == 5)
    }

    @Test(arguments: [
        ("domain a.example", ["a.example"]), ("search", []), ("search . A.example.", ["a.example"]),
        ("search a.example\ndomain b.example", ["b.example"]),
        ("search " + (0..<40).map { "d\($0)" }.joined(separator: " "), (0..<32).map { "d\($0)" }),
    ])
    func `the last line of search domains holds`(text: String, domains: [String]) {
        let configuration = ResolverConfiguration(Array("\(text)\n".utf8))
        #expect(configuration.searchDomains.map(\.description) == domains)
        #expect(ResolverLimits.searchDomainsMax == 32)
    }

    @Test(arguments: [("ndots:0", 0), ("ndots:15", 15), ("ndots:16", 15), ("ndots:x", 1)])
    func `dots are kept within bounds`(options: String, dots: Int) {
        let configuration = ResolverConfiguration(Array("options \(options)\n".utf8))
        #expect(configuration.searchDotsMin == dots)
    }

    @Test(arguments: [
        "", "nameserver", "nameserver x", "nameserver fe80::1%eth0", "nameservers 192.0.2.1",
        "search nameserver 192.0.2.1",
    ])
    func `without a server this machine is asked`(text: String) {
        #expect(Self.servers(text) == ["127.0.0.1:53"])
    }

    @Test func `no more than three servers are taken`() {
        let text = (1...5).map { "nameserver 192.0.2.\($0)\n" }.joined()
        #expect(Self.servers(text) == ["192.0.2.1:53", "192.0.2.2:53", "192.0.2.3:53"])
        #expect(ResolverLimits.nameServersMax == 3)
    }

    @Test(arguments: [
        ("timeout:0 attempts:0", 1, 1), ("timeout:30 attempts:99", 5, 5),
        ("timeout:3", 3, 3), ("timeout:x attempts:", 1, 3), ("timeout:-1 attempts:-2", 1, 3),
        ("timeout:99999999999999999999", 1, 3), ("timeout:2:3 timeouts:4 attempts:2", 1, 2),
    ])
    func `options are kept within bounds`(options: String, timeout: Int, attempts: Int) {
        let configuration = ResolverConfiguration(Array("options \(options)\n".utf8))
        #expect(configuration.timeoutSeconds == timeout)
        #expect(configuration.attempts == attempts)
    }

    @Test func `no mutant of the file leaves the bounds`() {
        var mutator = ByteMutator(seed: 8, corpus: Self.lines)
        var outside = 0
        for _ in 0..<100_000 {
            let configuration = ResolverConfiguration(mutator.next())
            let isInside =
                (1...3).contains(configuration.nameServers.count)
                && ResolverLimits.timeoutSeconds.contains(configuration.timeoutSeconds)
                && ResolverLimits.attempts.contains(configuration.attempts)
                && ResolverLimits.searchDotsMin.contains(configuration.searchDotsMin)
                && configuration.searchDomains.count <= ResolverLimits.searchDomainsMax
            if !isInside { outside += 1 }
        }
        #expect(outside == 0)
    }
}
